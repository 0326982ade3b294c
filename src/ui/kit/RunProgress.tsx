import { Progress } from './Progress'
import styles from './RunProgress.module.css'
import section from './Section.module.css'

export interface RunProgressProps {
  readonly run: {
    /** `none` before anything ran, `starting` before anything is known of it. */
    readonly state: string
    readonly step: number
    readonly totalSteps: number
  }
  /** What it does, or why it cannot begin; announced. */
  readonly status: string
  /** How far it is, in words. */
  readonly steps: string
  /** Name of the bar for screen readers. */
  readonly label: string
}

/** What something that runs step by step is doing, and how far it has come. */
export function RunProgress({ run: { state, step, totalSteps }, status, steps, label }: RunProgressProps) {
  return (
    <div className={styles.state}>
      <div className={styles.line}>
        <p role="status" className={section.lead}>
          {status}
        </p>
        {totalSteps > 0 && <p className={styles.steps}>{steps}</p>}
      </div>
      {state !== 'none' && (
        <Progress label={label} fraction={state === 'starting' ? null : step / Math.max(1, totalSteps)} valueText={steps} />
      )}
    </div>
  )
}
