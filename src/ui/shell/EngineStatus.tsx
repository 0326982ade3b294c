import type { EngineInfo } from '../../nn/engine'
import { engineKindNames, engineKinds } from '../../nn/engine-kinds'
import type { AppState } from '../../state/app-state'
import { useMessages } from '../kit/messages/messages'
import { part } from '../kit/part'
import { Popover } from '../kit/Popover'
import { useAppStore } from '../kit/store'
import { StatusButton, type StatusLevel } from './StatusButton'

/** Inside the popover. */
const EngineSheet = part(async () => (await import('./EngineSheet')).EngineSheet)

/** What computes. */
export function EngineStatus() {
  const messages = useMessages().shell.engine
  const engine = useAppStore((state) => state.engine)
  const status = useAppStore((state) => state.status)
  const name = engine ? messages.kinds[engine.kind].name : status === 'failed' ? messages.failed : messages.starting
  const room = [messages.starting, ...engineKindNames.map((kind) => messages.kinds[kind].name)]
  return (
    <Popover
      title={messages.label}
      trigger={
        <StatusButton
          label={messages.label}
          value={name}
          level={levelOf(engine, status)}
          room={room}
          isComing={engine === null && status !== 'failed'}
        />
      }
    >
      <EngineSheet name={name} />
    </Popover>
  )
}

function levelOf(engine: EngineInfo | null, status: AppState['status']): StatusLevel {
  if (!engine) return status === 'failed' ? 'failed' : 'busy'
  return engineKinds[engine.kind].isHardware && !engine.isSoftware ? 'full' : 'reduced'
}
