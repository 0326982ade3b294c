import { defaultPreset } from '../../nn/spec/presets'
import { useFormat, useMessages } from '../kit/messages/messages'
import { part } from '../kit/part'
import { Popover } from '../kit/Popover'
import { useAppStore } from '../kit/store'
import { SpokenPick } from './SpokenPick'
import { StatusButton } from './StatusButton'

/** Inside the popover. */
const ModelSheet = part(async () => (await import('./ModelSheet')).ModelSheet)

/** Which model answers. */
export function ModelStatus() {
  const messages = useMessages().shell.model
  const model = useAppStore((state) => state.model)
  const picked = useAppStore((state) => state.pickedPreset)
  const progress = useAppStore((state) => state.pickedProgress)
  const format = useFormat()
  const share = progress === null ? null : format.percent(progress, 0)
  const trigger =
    picked === null ? (
      <StatusButton
        label={messages.label}
        value={model?.name ?? messages.loading}
        room={[messages.loading, defaultPreset.name]}
        isComing={model === null}
      />
    ) : (
      <StatusButton
        label={messages.label}
        level="busy"
        value={share === null ? messages.bringingUp(picked) : messages.bringingUpPart(picked, share)}
      />
    )
  return (
    <>
      <Popover title={messages.label} trigger={trigger}>
        <ModelSheet />
      </Popover>
      <SpokenPick />
    </>
  )
}
