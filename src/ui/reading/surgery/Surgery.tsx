import { Disclosure } from '../../kit/Disclosure'
import { useMessages } from '../../kit/messages/messages'
import { part } from '../../kit/part'
import { useActions, useAppStore } from '../../kit/store'
import type { ModelView, SequenceLayer } from '../layers'
import { isRecurrent } from './lessons'

/** Closed for most. */
const Operation = part(async () => (await import('./Operation')).Operation)

export interface SurgeryProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
}

/** Signals held at values, for whoever opens it. */
export function Surgery({ model, layer }: SurgeryProps) {
  const { surgery } = useMessages()
  const isOpen = useAppStore((state) => state.surgery.isOpen)
  const { setSurgery } = useActions()
  if (!isRecurrent(layer)) return null
  return (
    <Disclosure title={surgery.title} lead={surgery.lead} open={isOpen} onOpenChange={(open) => setSurgery({ isOpen: open })}>
      <Operation model={model} layer={layer} />
    </Disclosure>
  )
}
