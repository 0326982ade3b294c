import type { Elements } from '../kit/elements'
import { classes } from '../kit/classes'
import { useMessages } from '../kit/messages/messages'
import section from '../kit/Section.module.css'
import styles from './Learn.module.css'
import { shortName, type SourceId, sources } from './sources'

export interface SectionProps {
  readonly id: string
  readonly title: string
  readonly cites?: readonly SourceId[]
  readonly children: Elements
}

/** One question of the Learn view, with the papers that its answer rests on at its end. */
export function Section({ id, title, cites = [], children }: SectionProps) {
  const { page } = useMessages().learn
  return (
    <section className={classes(section.section, styles.section)} aria-labelledby={`learn-${id}`}>
      <h3 id={`learn-${id}`} className={section.title} tabIndex={-1}>
        {title}
      </h3>
      {children}
      {cites.length > 0 && (
        <p className={styles.cites}>
          <span>{page.source}</span>
          {cites.map((source, index) => (
            <span key={source}>
              {index > 0 && <span>{page.sourceSeparator}</span>}
              <a href={sources[source].url} target="_blank" rel="noreferrer">
                {shortName(sources[source])}
              </a>
            </span>
          ))}
        </p>
      )}
    </section>
  )
}
