import { useId, useMemo } from 'react'
import { spoilKinds } from '../../data/deform/spoil-kinds'
import type { ModelSpec } from '../../nn/spec/model-spec'
import { type PresetName, presets } from '../../nn/spec/presets'
import { isWhole } from '../../state/examination'
import { curveOf, type ExamineeId, MOST_EXAMINEES, type QuestionKind, SAMPLE_SIZES } from '../../state/judge-state'
import { isLearning } from '../../state/run-state'
import { trainedModels } from '../../state/trained-models'
import { isSameTask, taskOf } from '../../core/task'
import { Button } from '../kit/Button'
import { Choice } from '../kit/Choice'
import choice from '../kit/Choice.module.css'
import { useFormat, useMessages } from '../kit/messages/messages'
import { Progress } from '../kit/Progress'
import { useActions, useAppStore } from '../kit/store'
import { useTask } from '../kit/task'
import section from '../kit/Section.module.css'
import styles from './Limits.module.css'
import { LimitsChart } from './LimitsChart'
import { LimitsTable } from './LimitsTable'
import { rowsRead } from './rows-read'

const QUESTIONS: readonly QuestionKind[] = ['steps', ...spoilKinds]

/** How much models must see, and how much they bear. */
export function Limits() {
  const { limits: words } = useMessages().judge
  const format = useFormat()
  const title = useId()
  // Progress changes many times a second.
  const question = useAppStore((state) => state.judge.examination.question)
  const size = useAppStore((state) => state.judge.examination.size)
  const models = useAppStore((state) => state.judge.examination.models)
  const isBusy = useAppStore((state) => state.judge.examination.progress !== null)
  const { setExamination } = useActions()
  const offered = useExaminees()
  const answering = question === 'steps' ? offered.filter(({ isOnTheWay }) => isOnTheWay) : offered
  const asked = models.filter((id) => answering.some((each) => each.id === id))
  return (
    <section className={section.section} aria-labelledby={title} data-testid="judge-limits">
      <h3 id={title} className={section.title}>
        {words.title}
      </h3>
      <p className={section.lead}>{words.lead}</p>
      <Choice
        className={styles.questions}
        label={words.question}
        value={question}
        options={QUESTIONS.map((kind) => ({ value: kind, label: words.questions[kind] }))}
        disabled={isBusy}
        onValueChange={(chosen) => setExamination({ question: chosen })}
        help={words.about[question]}
      />
      <Models offered={offered} answering={answering} isBusy={isBusy} />
      <Choice
        label={words.size}
        value={String(size)}
        options={SAMPLE_SIZES.map((count) => ({ value: String(count), label: format.integer(count) }))}
        disabled={isBusy}
        onValueChange={(chosen) => setExamination({ size: Number(chosen) })}
      />
      <Run asked={asked} />
      <Results asked={asked} />
    </section>
  )
}

interface Examinee {
  readonly id: ExamineeId
  readonly name: string
  /** It can be asked after every row. */
  readonly isOnTheWay: boolean
}

/** Those that can be asked: the page's, and the trained ones that it comes with for the same task. */
function useExaminees(): readonly Examinee[] {
  const { limits: words } = useMessages().judge
  const model = useAppStore((state) => state.model)
  const task = useTask()
  return useMemo(() => {
    const own = { id: 'own' as const, name: words.own(model?.name ?? ''), isOnTheWay: model !== null && rowsRead(model.spec) !== null }
    const others = trainedModels
      .map(({ preset, epochs }) => ({ preset, epochs, spec: specOf(preset) }))
      // The page's own model is there already.
      .filter(({ preset, epochs, spec }) => isSameTask(taskOf(spec), task) && !(preset === model?.name && epochs === model.epochs))
      .map(({ preset, spec }) => ({ id: preset, name: preset, isOnTheWay: rowsRead(spec) !== null }))
    return model === null ? others : [own, ...others]
  }, [words, model, task])
}

function specOf(preset: PresetName): ModelSpec {
  return presets[preset].spec
}

interface ModelsProps {
  readonly offered: readonly Examinee[]
  /** Those that the question can be put to. */
  readonly answering: readonly Examinee[]
  readonly isBusy: boolean
}

function Models({ offered, answering, isBusy }: ModelsProps) {
  const { limits: words } = useMessages().judge
  const models = useAppStore((state) => state.judge.examination.models)
  const { setExamination } = useActions()
  const label = useId()
  const silent = offered.filter((each) => !answering.includes(each))
  const asked = offered.filter(({ id }) => models.includes(id)).length
  return (
    <div className={choice.choice}>
      <span id={label} className={choice.label}>
        {words.models(MOST_EXAMINEES)}
      </span>
      <div className={styles.models} role="group" aria-labelledby={label}>
        {answering.map(({ id, name }) => {
          const isChosen = models.includes(id)
          return (
            <Button
              key={id}
              small
              className={styles.model}
              aria-pressed={isChosen}
              unavailable={isBusy || (!isChosen && asked >= MOST_EXAMINEES)}
              onClick={() => setExamination({ models: isChosen ? models.filter((other) => other !== id) : [...models, id] })}
            >
              {name}
            </Button>
          )
        })}
      </div>
      {silent.length > 0 && <span className={choice.help}>{words.notOnTheWay(silent.map(({ name }) => name).join(words.separator))}</span>}
    </div>
  )
}

interface AskedProps {
  /** The chosen ones that the question can be put to. */
  readonly asked: readonly ExamineeId[]
}

function Run({ asked }: AskedProps) {
  const { limits: words, status } = useMessages().judge
  const format = useFormat()
  const examination = useAppStore((state) => state.judge.examination)
  const isReady = useAppStore((state) => state.status === 'ready' && state.pickedPreset === null)
  const learns = useAppStore(({ training }) => isLearning(training.state))
  const { examineModels, stopExamining } = useActions()
  const { progress } = examination
  const isKnown = asked.length > 0 && asked.every((id) => isWhole(curveOf(examination, id)))
  const told = learns ? status.learning : isKnown && progress === null ? words.measured : ''
  const text = progress === null ? '' : words.progressText(format.integer(Math.round(progress.done)), format.integer(progress.total))
  return (
    <div className={section.action}>
      <Button
        unavailable={progress === null && (!isReady || learns || isKnown || asked.length === 0)}
        onClick={() => (progress === null ? void examineModels(asked) : stopExamining())}
      >
        {progress === null ? words.measure : words.stop}
      </Button>
      <p role="status" className={section.said}>
        {told}
      </p>
      {progress !== null && (
        <div className={styles.progress}>
          <Progress label={words.progress} fraction={progress.done / Math.max(1, progress.total)} valueText={text} />
        </div>
      )}
    </div>
  )
}

function Results({ asked }: AskedProps) {
  const { limits: words } = useMessages().judge
  const question = useAppStore((state) => state.judge.examination.question)
  const size = useAppStore((state) => state.judge.examination.size)
  const known = useAppStore((state) => state.judge.examination.curves)
  const curves = asked.flatMap((id) => curveOf({ curves: known, question, size }, id) ?? [])
  if (curves.length === 0) return <p className={section.lead}>{words.empty}</p>
  return (
    <>
      <LimitsChart question={question} curves={curves} />
      <LimitsTable question={question} curves={curves} />
    </>
  )
}
