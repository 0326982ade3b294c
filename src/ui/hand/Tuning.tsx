import { GraduationCap } from 'lucide-react'
import { useId, useMemo } from 'react'
import { DIGITS, isSameTask } from '../../core/task'
import { describeModel } from '../../nn/spec/describe'
import { LEAST_DRAWINGS } from '../../state/hand/hand-state'
import { holdsSettings } from '../../state/run-state'
import { frozenBy, TUNING, tuningScopes } from '../../nn/spec/tuning'
import { Button } from '../kit/Button'
import { Choice } from '../kit/Choice'
import { describeError } from '../kit/errors'
import { useFormat, useMessages } from '../kit/messages/messages'
import { Progress } from '../kit/Progress'
import section from '../kit/Section.module.css'
import { setWords } from '../kit/set-words'
import { useActions, useAppStore } from '../kit/store'
import { useTask } from '../kit/task'
import styles from './Writing.module.css'

/** One action: teaches the network the drawings, and measures on held-out ones what that does. */
export function Tuning() {
  const messages = useMessages()
  const { tune: words } = messages.hand
  const format = useFormat()
  const title = useId()
  const spec = useAppStore(({ model }) => model?.spec ?? null)
  const scope = useAppStore(({ hand }) => hand.tuning.scope)
  const stage = useAppStore(({ hand }) => hand.tuning.stage)
  const isBuiltIn = useAppStore(({ data }) => data.info?.kind === 'built-in')
  const { setTuningScope } = useActions()
  const scopes = useMemo(() => {
    const description = spec === null ? null : describeModel(spec)
    return tuningScopes.filter((one) => description !== null && frozenBy(one, description) !== null)
  }, [spec])
  const chosen = scopes.includes(scope) ? scope : 'all'
  const share = setWords(isBuiltIn ? 'built-in' : 'mnist', messages.sets).share(format.integer(TUNING.share))
  return (
    <section className={section.section} aria-labelledby={title} data-testid="hand-tuning">
      <h3 id={title} className={section.title}>
        {words.title}
      </h3>
      <p className={section.lead}>{words.lead(share)}</p>
      {scopes.length > 1 && (
        <Choice
          className={styles.wraps}
          label={words.scope}
          value={chosen}
          options={scopes.map((value) => ({ value, label: words.scopes[value] }))}
          disabled={stage !== null}
          onValueChange={setTuningScope}
          help={words.scopeHelp[chosen]}
        />
      )}
      <Run />
    </section>
  )
}

function Run() {
  const messages = useMessages()
  const { tune: words } = messages.hand
  const format = useFormat()
  const count = useAppStore(({ hand }) => hand.drawings.length)
  const isReady = useAppStore((state) => state.status === 'ready' && state.pickedPreset === null)
  const isTraining = useAppStore(({ training }) => holdsSettings(training))
  const step = useAppStore(({ training }) => training.step)
  const totalSteps = useAppStore(({ training }) => training.totalSteps)
  const tuning = useAppStore(({ hand }) => hand.tuning)
  const isDigits = isSameTask(useTask(), DIGITS)
  const { fineTune, stopFineTune } = useActions()
  const { stage, done, total, error, result } = tuning
  const obstacle = !isDigits
    ? words.task
    : count < LEAST_DRAWINGS
      ? words.few(format.integer(LEAST_DRAWINGS))
      : isTraining && stage === null
        ? words.training
        : null
  const told = error === null ? null : describeError(error, messages)
  const fraction = stage === 'training' ? step / Math.max(1, totalSteps) : stage === 'measuring' && total > 0 ? done / total : null
  return (
    <>
      <div className={section.action}>
        <Button
          variant={stage === null && count >= LEAST_DRAWINGS ? 'primary' : 'secondary'}
          unavailable={stage === null && (obstacle !== null || !isReady)}
          onClick={() => void (stage === null ? fineTune() : stopFineTune())}
        >
          <GraduationCap aria-hidden />
          <span>{stage === null ? (result === null ? words.start : words.again) : words.stop}</span>
        </Button>
        <p role="status" className={section.said}>
          {stage === null ? obstacle : stageText()}
        </p>
      </div>
      {stage !== null && <Progress className={styles.progress ?? ''} label={words.progress} fraction={fraction} valueText={stageText()} />}
      {told !== null && <p className={section.lead}>{messages.shell.sentences([told.message, told.hint])}</p>}
    </>
  )

  function stageText(): string {
    if (stage === 'training') return words.stages.training
    if (stage === 'measuring' && total > 0) return words.stages.measuring(format.integer(Math.min(done + 1, total)), format.integer(total))
    return words.stages.data
  }
}
