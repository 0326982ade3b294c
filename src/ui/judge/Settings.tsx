import { useEffect } from 'react'
import { dataSetIds } from '../../data/sets/registry'
import type { DataSourceKind } from '../../data/sets/shipped'
import type { DataState } from '../../state/app-state'
import type { Judgement } from '../../state/judge-state'
import { isLearning, isUnderWay } from '../../state/run-state'
import { Button } from '../kit/Button'
import { Choice } from '../kit/Choice'
import choice from '../kit/Choice.module.css'
import type { Format } from '../kit/format'
import { type Messages, useFormat, useMessages } from '../kit/messages/messages'
import { Progress } from '../kit/Progress'
import { Segmented } from '../kit/Segmented'
import { describeSet } from '../kit/set-names'
import { setWords } from '../kit/set-words'
import { useActions, useAppStore } from '../kit/store'
import styles from './Settings.module.css'

/** Which digits are judged, the button that does it, and how far it has come. */
export function Settings() {
  const messages = useMessages()
  const { settings } = messages.judge
  const format = useFormat()
  const data = useAppStore((state) => state.data)
  const part = useAppStore((state) => state.judge.part)
  const isJudging = useAppStore((state) => state.judge.judgement.state === 'judging')
  const isTraining = useAppStore((state) => isUnderWay(state.training.state))
  const { loadData, loadHand, setJudgedPart } = useActions()
  const hand = useAppStore((state) => state.hand.drawings)
  useEffect(() => void loadHand(), [loadHand])
  // Before anything is loaded: what Judge loads.
  const chosen: DataSourceKind = data.info?.kind ?? dataSetIds[0]!
  const load = (kind: DataSourceKind): void => void loadData(kind === 'hand' ? { kind, hand } : { kind })
  const { info } = data
  const count = info === null ? null : { test: info.testCount, train: info.trainCount }[part]

  return (
    <div className={styles.settings} role="group" aria-label={settings.label}>
      <div className={choice.choice}>
        <span className={choice.label} aria-hidden>
          {settings.data}
        </span>
        <Segmented
          label={settings.data}
          value={chosen}
          options={[...dataSetIds, ...(data.own === null ? [] : (['own'] as const)), ...(hand.length === 0 ? [] : (['hand'] as const))].map(
            (id) => ({
              value: id,
              label: setWords(id, messages.sets, data.own ?? undefined).short,
            }),
          )}
          disabled={isTraining || isJudging || data.loading !== null}
          onValueChange={load}
          onChosenAgain={() => {
            if (data.info === null) load(chosen)
          }}
        />
        <span className={choice.help} aria-live="polite" data-testid="judged-data">
          {describeData(data, messages, format)}
        </span>
      </div>
      <Choice
        label={settings.part}
        help={
          count === null ? { test: settings.testHelp, train: settings.trainHelp }[part] : settings.partHelp[part](format.integer(count))
        }
        value={part}
        options={[
          { value: 'test', label: settings.parts.test },
          { value: 'train', label: settings.parts.train },
        ]}
        disabled={isJudging}
        onValueChange={setJudgedPart}
      />
      <Run />
    </div>
  )
}

function Run() {
  const messages = useMessages()
  const { controls, progress, status: words } = messages.judge
  const format = useFormat()
  const judgement = useAppStore((state) => state.judge.judgement)
  const part = useAppStore((state) => state.judge.part)
  const isReady = useAppStore((state) => state.status === 'ready' && state.pickedPreset === null)
  const learns = useAppStore(({ training }) => isLearning(training.state))
  const { judgeModel, stopJudging } = useActions()
  const isJudging = judgement.state === 'judging'
  const done = judgement.answers.labels.length
  const isNew = judgement.state === 'none' || judgement.part !== part
  const goesOn = !judgement.isStale && done < judgement.total
  const start = isNew ? controls.start : goesOn ? controls.goOn : controls.again
  const told = describe(judgement, messages, format)
  const sentences = learns ? [told, words.learning] : judgement.isStale ? [told, words.stale] : [told]
  return (
    <div className={styles.run} role="group" aria-label={controls.label}>
      {/* The same button, so that a keyboard that stops keeps its place. */}
      <Button
        variant={isJudging ? 'secondary' : 'primary'}
        className={styles.main}
        unavailable={!isJudging && (!isReady || learns)}
        onClick={() => (isJudging ? stopJudging() : void judgeModel())}
      >
        {isJudging ? controls.stop : start}
      </Button>
      <div className={styles.state}>
        <p role="status" className={styles.status} data-state={judgement.state} data-stale={judgement.isStale}>
          {messages.shell.sentences(sentences)}
        </p>
        <div data-at-rest={!isJudging && done === judgement.total} className={styles.bar}>
          <Progress
            label={progress}
            fraction={isJudging && judgement.total === 0 ? null : done / Math.max(1, judgement.total)}
            valueText={words.judging(format.integer(done), format.integer(judgement.total))}
          />
        </div>
      </div>
    </div>
  )
}

function describe({ state, model, set, total, answers }: Judgement, { judge, sets }: Messages, format: Format): string {
  const { status } = judge
  const done = answers.labels.length
  if (state === 'none') return status.none
  if (total === 0) return status.preparing
  if (state === 'judging') return status.judging(format.integer(done), format.integer(total))
  const name = describeSet(set, sets)
  return done === total
    ? status.all(model, format.integer(total), name)
    : status.some(model, format.integer(done), format.integer(total), name)
}

function describeData({ info, loading }: DataState, { judge: { settings }, sets }: Messages, format: Format): string {
  if (loading !== null) return settings.loading(format.percent(loading.receivedBytes / Math.max(1, loading.totalBytes), 0))
  return info === null ? settings.none : settings.inUse(setWords(info.kind, sets, info.title).name)
}
