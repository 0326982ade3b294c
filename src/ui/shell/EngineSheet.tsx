import type { EngineInfo } from '../../nn/engine'
import { engineKindNames, engineKinds } from '../../nn/engine-kinds'
import { isUnderWay } from '../../state/run-state'
import type { EngineReason, EngineSpeeds, ErrorData } from '../../worker/protocol'
import { Button } from '../kit/Button'
import { describeError } from '../kit/errors'
import { type Messages, useFormat, useMessages } from '../kit/messages/messages'
import { Segmented } from '../kit/Segmented'
import { useActions, useAppStore } from '../kit/store'
import { MachineFigures } from './MachineFigures'
import { StartAgain } from './StartAgain'
import { Fact, Facts, SheetActions, SheetText, SheetTitle } from './Status'
import { StoredChoice } from './StoredChoice'

type Words = Messages['shell']['engine']

/** What computes and why, and how to have another engine. @param name  of what computes */
export function EngineSheet({ name }: { readonly name: string }) {
  const { engine: messages, list } = useMessages().shell
  const engine = useAppStore((state) => state.engine)
  const reason = useAppStore((state) => state.engineReason)
  const speeds = useAppStore((state) => state.engineSpeeds)
  const figures = useAppStore((state) => state.engineFigures)
  return (
    <>
      <SheetTitle>{engine?.isSoftware ? `${name} · ${messages.software}` : name}</SheetTitle>
      {engine && <SheetText>{about(engine, messages)}</SheetText>}
      {engine && reason && <SheetText>{why(engine, reason, messages)}</SheetText>}
      <Facts>
        {engine && <Fact name={messages.adapter}>{messages.adapterName(engine.adapter)}</Fact>}
        {engine && <Fact name={messages.features}>{list(engine.features) || messages.noFeatures}</Fact>}
        {reason?.kind === 'failed' && <Failure name={messages.why} error={reason.error} />}
        {engine?.cpu?.shortfalls.map((error) => (
          <Failure key={error.code} name={messages.missing} error={error} />
        ))}
        {speeds && figures === null && <MeasuredSpeeds speeds={speeds} />}
      </Facts>
      {figures && <MachineFigures engines={figures} />}
      <EngineChoices />
    </>
  )
}

/** Why something does not run, and what the browser says of it. */
function Failure({ name, error }: { readonly name: string; readonly error: ErrorData }) {
  const words = useMessages()
  const { message, original } = describeError(error, words)
  return (
    <>
      <Fact name={name}>{message}</Fact>
      {original !== undefined && (
        <Fact name={words.shell.notices.original}>
          <span lang="en">{original}</span>
        </Fact>
      )}
    </>
  )
}

/** Images per second of every engine. */
function MeasuredSpeeds({ speeds }: { readonly speeds: EngineSpeeds }) {
  const messages = useMessages().shell.engine
  const format = useFormat()
  return (
    <Fact name={messages.measured}>
      {engineKindNames.map((kind) => (
        <div key={kind}>{messages.speed(messages.kinds[kind].name, format.integer(Math.round(speeds[kind])))}</div>
      ))}
    </Fact>
  )
}

function EngineChoices() {
  const messages = useMessages().shell.engine
  const choice = useAppStore((state) => state.engineChoice)
  const engine = useAppStore((state) => state.engine)
  const work = useAppStore((state) => state.engineWork)
  const isReady = useAppStore(({ status }) => status === 'ready')
  const isTraining = useAppStore(({ training }) => isUnderWay(training.state))
  const { chooseEngine, measureEngines } = useActions()
  const isBusy = !isReady || isTraining || work !== null
  return (
    <>
      <Segmented
        label={messages.choose}
        value={choice}
        disabled={isBusy}
        options={[
          { value: 'auto', label: messages.auto },
          ...engineKindNames.map((kind) => ({ value: kind, label: messages.kinds[kind].name })),
        ]}
        onValueChange={(next) => void chooseEngine(next)}
      />
      {engine && <StoredChoice engine={engine} isBusy={isBusy} />}
      <SheetActions>
        <StartAgain />
        <Button unavailable={isBusy} onClick={() => void measureEngines()}>
          {work === 'measuring' ? messages.measuring : messages.measure}
        </Button>
      </SheetActions>
      <SheetText>{isTraining ? messages.locked : messages.measureHelp}</SheetText>
    </>
  )
}

function about(engine: EngineInfo, messages: Words): string {
  return engine.isSoftware ? messages.aboutSoftware : messages.about[engine.kind](engine.cpu ?? null)
}

function why(engine: EngineInfo, reason: EngineReason, messages: Words): string {
  switch (reason.kind) {
    case 'chosen':
      return messages.whyChosen
    case 'gpu':
      return messages.whyGpu
    case 'emulated':
      return reason.speeds === null
        ? messages.whyEmulated(reason.adapter)
        : messages.whyMeasured(messages.kinds[engine.kind].name, reason.adapter)
    case 'failed':
      if (!engineKinds[engine.kind].isHardware) return messages.whyFailed
      return reason.error.code === 'device-lost' ? messages.whyAgain : messages.whyInstead
    default:
      return reason satisfies never
  }
}
