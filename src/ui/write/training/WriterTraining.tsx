import { useId } from 'react'
import { useMessages } from '../../kit/messages/messages'
import { useAppStore } from '../../kit/store'
import section from '../../kit/Section.module.css'
import { EpochMachine } from './EpochMachine'
import { LossCurve } from './LossCurve'
import { PlanForm } from './PlanForm'
import { RunControls } from './RunControls'
import styles from './WriterTraining.module.css'

/** A network learns to write in the page: how, how far it is, and how it wrote after every epoch. */
export function WriterTraining() {
  const { writerTraining: words } = useMessages()
  const title = useId()
  const hasMoments = useAppStore(({ writing }) => writing.run.moments.length > 0)
  return (
    <section className={section.section} aria-labelledby={title} data-testid="writer-training">
      <h3 id={title} className={section.title}>
        {words.title}
      </h3>
      <p className={section.lead}>{words.lead}</p>
      <PlanForm />
      <RunControls />
      {hasMoments && (
        <div className={styles.outcome}>
          <EpochMachine />
          <LossCurve />
        </div>
      )}
    </section>
  )
}
