import { Disclosure } from '../../kit/Disclosure'
import { useMessages } from '../../kit/messages/messages'
import { part } from '../../kit/part'
import { useActions, useAppStore } from '../../kit/store'
import { isRecurrent } from '../../network/layers'
import type { OperationProps } from './Operation'

/** Closed for most. */
const Operation = part(async () => (await import('./Operation')).Operation)

/** Signals held at values; closed until somebody opens it. */
export function Surgery({ model, layer }: OperationProps) {
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
