import type { AppState } from '../../state/app-state'
import type { EngineInfo } from '../../nn/engine'
import { type Messages, useMessages } from '../kit/messages/messages'
import { Popover } from '../kit/Popover'
import { useAppStore } from '../kit/store'
import { Fact, Facts, SheetText, SheetTitle, StatusButton, type StatusLevel } from './Status'

/** What computes, and why if it is not the GPU. */
export function EngineStatus() {
  const messages = useMessages().shell.engine
  const engine = useAppStore((state) => state.engine)
  const reason = useAppStore((state) => state.engineReason)
  const status = useAppStore((state) => state.status)
  const name = engine ? messages[engine.kind] : status === 'failed' ? messages.failed : messages.starting
  return (
    <Popover title={messages.label} trigger={<StatusButton label={messages.label} value={name} level={levelOf(engine, status)} />}>
      <SheetTitle>{engine?.isSoftware ? `${name} · ${messages.software}` : name}</SheetTitle>
      {engine && <SheetText>{about(engine, reason, messages)}</SheetText>}
      <Facts>
        {engine && <Fact name={messages.adapter}>{engine.adapter}</Fact>}
        {engine?.kind === 'webgpu' && <Fact name={messages.features}>{engine.features.join(', ') || messages.noFeatures}</Fact>}
        {reason !== null && <Fact name={messages.why}>{reason}</Fact>}
      </Facts>
    </Popover>
  )
}

function levelOf(engine: EngineInfo | null, status: AppState['status']): StatusLevel {
  if (!engine) return status === 'failed' ? 'failed' : 'busy'
  return engine.kind === 'webgpu' && !engine.isSoftware ? 'full' : 'reduced'
}

function about(engine: EngineInfo, reason: string | null, messages: Messages['shell']['engine']): string {
  if (engine.kind === 'cpu') return reason === null ? messages.aboutCpuChosen : messages.aboutCpu
  return engine.isSoftware ? messages.aboutSoftware : messages.aboutWebgpu
}
