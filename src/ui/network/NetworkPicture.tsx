import { formatShape } from '../../core/tensor'
import { classes } from '../kit/classes'
import { ShapeGlyph } from './ShapeGlyph'
import styles from './NetworkPicture.module.css'

/** What comes out at one place of a network: the scanned picture, or what a layer gives. */
export interface Stage {
  readonly key: string
  readonly title: string
  /** `[T,F]`, `[F]` or `[H,W,C]`; null where it is not known. */
  readonly shape: readonly number[] | null
  /** What a screen reader says of it. */
  readonly spoken: string
  readonly hasProblem?: boolean
}

export interface NetworkPictureProps {
  readonly label: string
  readonly stages: readonly Stage[]
  /** Key of the stage that is shown; null for none. */
  readonly current: string | null
  readonly onPick: (key: string) => void
}

/** The way of a picture through a network: what every layer hands on, drawn by its shape. A press on a layer shows it. */
export function NetworkPicture({ label, stages, current, onPick }: NetworkPictureProps) {
  return (
    <nav className={styles.network} aria-label={label}>
      <ol className={styles.stages}>
        {stages.map(({ key, title, shape, spoken, hasProblem = false }) => (
          <li key={key} className={styles.stage}>
            <button
              type="button"
              className={classes(styles.button, hasProblem && styles.problem)}
              aria-label={spoken}
              aria-current={key === current || undefined}
              onClick={() => onPick(key)}
            >
              <ShapeGlyph shape={shape} />
              <span className={styles.title}>{title}</span>
              <span className={styles.shape}>{shape === null ? '?' : formatShape(shape)}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
