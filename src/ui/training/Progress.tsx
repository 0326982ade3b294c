import { isOver, isUnderWay } from '../../state/run-state'
import { Button } from '../kit/Button'
import { useFormat, useMessages } from '../kit/messages/messages'
import { Progress as Bar } from '../kit/Progress'
import { useActions, useAppStore } from '../kit/store'
import { describeRun } from './phases'
import styles from './Progress.module.css'

const UNKNOWN = '–'

/** How far the run has come, in a line, a sentence and four figures that keep their places. */
export function Progress() {
  const messages = useMessages()
  const { figures, progress, progressText, testProgress } = messages.training
  const format = useFormat()
  const training = useAppStore((state) => state.training)
  const { saveModel } = useActions()
  const { state, step, totalSteps, evaluating, loss, accuracy, imagesPerSecond, secondsLeft } = training
  const taken = useAppStore((store) => store.series.view().seconds.at(-1) ?? null)
  const fraction = totalSteps > 0 ? step / totalSteps : 0
  const stepText = totalSteps > 0 ? progressText(format.integer(step), format.integer(totalSteps)) : UNKNOWN

  return (
    <section className={styles.progress} aria-label={progress} data-state={state}>
      <div className={styles.line}>
        <p role="status" className={styles.status}>
          {describeRun(training, messages, format)}
        </p>
        {isOver(state) && step > 0 && (
          <Button small onClick={() => void saveModel()}>
            {messages.shell.model.save}
          </Button>
        )}
        <p className={styles.detail}>
          {evaluating ? testProgress(format.integer(evaluating.evaluated), format.integer(evaluating.total)) : stepText}
        </p>
      </div>
      <Bar label={progress} fraction={state === 'starting' ? null : fraction} valueText={stepText} />
      <dl className={styles.figures}>
        <Figure name={figures.loss} value={loss === null ? UNKNOWN : format.decimal(loss, 3)} />
        <Figure name={figures.accuracy} value={accuracy === null ? UNKNOWN : format.percent(accuracy)} />
        <Figure name={figures.speed} value={imagesPerSecond === null ? UNKNOWN : format.integer(imagesPerSecond)} />
        {isUnderWay(state) || taken === null ? (
          <Figure
            name={figures.left}
            value={secondsLeft === null || !isUnderWay(state) ? UNKNOWN : format.duration(Math.round(secondsLeft))}
          />
        ) : (
          <Figure name={figures.taken} value={format.duration(taken)} />
        )}
      </dl>
    </section>
  )
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
