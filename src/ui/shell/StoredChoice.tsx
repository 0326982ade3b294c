import { storedFormats } from '../../core/stored-format'
import type { EngineInfo } from '../../nn/engine'
import { engineKinds } from '../../nn/engine-kinds'
import { Choice } from '../kit/Choice'
import { useMessages } from '../kit/messages/messages'
import { useActions } from '../kit/store'

export interface StoredChoiceProps {
  readonly engine: EngineInfo
  /** Nothing can be chosen at the moment. */
  readonly isBusy: boolean
}

/** How products store weights and activations; where there is no choice, why. */
export function StoredChoice({ engine, isBusy }: StoredChoiceProps) {
  const messages = useMessages().shell.engine.stored
  const { chooseFormat } = useActions()
  const canHalve = engine.formats?.includes('float16') ?? false
  const without = engineKinds[engine.kind].isHardware ? messages.noFeature(engine.adapter) : messages.noHardware
  return (
    <Choice
      label={messages.label}
      value={engine.format ?? 'float32'}
      disabled={isBusy || !canHalve}
      options={storedFormats.map((format) => ({ value: format, label: messages.formats[format] }))}
      help={canHalve ? messages.help : without}
      onValueChange={(next) => void chooseFormat(next)}
    />
  )
}
