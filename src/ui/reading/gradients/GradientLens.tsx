import { Disclosure } from '../../kit/Disclosure'
import { useMessages } from '../../kit/messages/messages'
import { part } from '../../kit/part'
import { useActions, useAppStore } from '../../kit/store'
import { isRecurrent } from '../../network/layers'
import type { OpenLensProps } from './OpenLens'

/** Closed for most. */
const OpenLens = part(async () => (await import('./OpenLens')).OpenLens)

/** What the loss of the drawing depends on: states, pixels, and what units remember of earlier steps. Costs nothing while it is closed. */
export function GradientLens({ model, layer }: OpenLensProps) {
  const { lens } = useMessages()
  const isOpen = useAppStore((state) => state.lens.isOpen)
  const { setLens } = useActions()
  if (!isRecurrent(layer)) return null
  return (
    <Disclosure title={lens.title} lead={lens.lead} open={isOpen} onOpenChange={(open) => setLens({ isOpen: open })}>
      <OpenLens model={model} layer={layer} />
    </Disclosure>
  )
}
