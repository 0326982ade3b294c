import { useState } from 'react'
import type { Examination } from '../../nn/spec/compose/examine'
import type { StepTime } from '../../state/app-state'
import type { Draft } from '../../state/composition'
import { isUnderWay } from '../../state/run-state'
import { Button } from '../kit/Button'
import { describeError } from '../kit/errors'
import { useFormat, useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import section from '../kit/Section.module.css'
import styles from './BuildPanel.module.css'
import { runSeconds, stepOf, trainingBytes } from './takes'
import { useTrainCount } from './use-draft'

/** Longer runs are told before they begin. */
const LONG_SECONDS = 3600
/** Of what the browser says a machine has, or of 4 GiB where it does not say. */
const SPARE_SHARE = 0.25
const GIB = 2 ** 30

/** What a training step was timed at. */
interface Timing {
  readonly step: string
  readonly result: StepTime
}

/** What the network takes in parameters, memory and time on this machine, and the button that makes it the page's. */
export function BuildPanel({ draft, examination }: { readonly draft: Draft; readonly examination: Examination }) {
  const messages = useMessages()
  const { build: words } = messages.compose
  const format = useFormat()
  const { timeDraft, buildDraft, setTab } = useActions()
  const isTraining = useAppStore((state) => isUnderWay(state.training.state))
  const examples = useTrainCount()
  const isReady = useAppStore((state) => state.status === 'ready' && state.pickedPreset === null)
  const engine = useAppStore((state) => state.engine?.kind ?? null)
  const threads = useAppStore((state) => state.engine?.cpu?.threads ?? null)
  const [timing, setTiming] = useState<Timing | null>(null)
  const [work, setWork] = useState<'timing' | 'building' | null>(null)
  const { description } = examination
  const { settings } = draft
  const step = stepOf(draft, engine)
  const known = timing?.step === step ? timing.result : null
  const milliseconds = known !== null && 'milliseconds' in known ? known.milliseconds : null
  const seconds = milliseconds === null ? null : runSeconds(milliseconds, examples, settings)
  const bytes = description === null ? null : trainingBytes(description, settings, threads)
  const spare = SPARE_SHARE * GIB * ('deviceMemory' in navigator && typeof navigator.deviceMemory === 'number' ? navigator.deviceMemory : 4)
  const warnings = [
    ...(bytes !== null && bytes > spare ? [words.large(format.bytes(bytes))] : []),
    ...(seconds !== null && seconds > LONG_SECONDS ? [words.long(format.duration(seconds))] : []),
  ]

  const measure = async (): Promise<StepTime> => {
    setWork('timing')
    const result = await timeDraft(draft)
    setTiming({ step, result })
    setWork(null)
    return result
  }
  /** What was asked for is made, whatever is edited while it is timed. */
  const use = async (): Promise<void> => {
    if (known === null) {
      const result = await measure()
      // What takes hours is said first, also where memory was said before, and what cannot be timed cannot be trained.
      if ('error' in result || runSeconds(result.milliseconds, examples, settings) > LONG_SECONDS) return
    }
    setWork('building')
    const isBuilt = await buildDraft(draft)
    setWork(null)
    if (isBuilt) setTab('train')
  }

  const isOff = description === null || isTraining || !isReady || work !== null
  return (
    <section className={styles.panel} aria-labelledby="compose-build">
      <h3 id="compose-build" className={section.title}>
        {words.title}
      </h3>
      <dl className={styles.figures}>
        <Figure name={words.parameters} value={description === null ? words.notTimed : format.integer(description.parameterCount)} />
        <Figure name={words.memory} value={bytes === null ? words.notTimed : format.bytes(bytes)} />
        <Figure name={words.step} value={milliseconds === null ? words.notTimed : words.perStep(format.significant(milliseconds))} />
        <Figure
          name={words.run}
          value={
            seconds === null
              ? words.notTimed
              : words.runOf(format.duration(seconds), format.integer(Math.max(0, examples - settings.validation)))
          }
        />
      </dl>
      <div className={styles.notes} role="status">
        {description === null && <p className={styles.warning}>{words.unsound}</p>}
        {isTraining && <p className={styles.warning}>{words.training}</p>}
        {warnings.map((warning) => (
          <p key={warning} className={styles.warning}>
            {warning}
          </p>
        ))}
        {known !== null && 'error' in known && (
          <p className={styles.warning}>{words.failed(describeError(known.error, messages).message)}</p>
        )}
        {work !== null && <p>{work === 'timing' ? words.timing : words.building}</p>}
      </div>
      <div className={styles.actions}>
        <Button variant="primary" unavailable={isOff} onClick={() => void use()}>
          {warnings.length > 0 ? words.useAnyway : words.use}
        </Button>
        <Button unavailable={isOff} onClick={() => void measure()}>
          {words.time}
        </Button>
        <p className={styles.help}>{words.useHelp}</p>
      </div>
    </section>
  )
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
