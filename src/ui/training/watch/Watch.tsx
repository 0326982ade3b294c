import { Disclosure } from '../../kit/Disclosure'
import { useMessages } from '../../kit/messages/messages'
import { part } from '../../kit/part'
import { useActions, useAppStore } from '../../kit/store'

/** Closed for most. */
const OpenWatch = part(async () => (await import('./OpenWatch')).OpenWatch)

/** The inside of the network over the steps of its run. Nothing is looked into while it is closed. */
export function Watch() {
  const { watch } = useMessages()
  const isOpen = useAppStore((state) => state.watch.isOpen)
  const { setWatch } = useActions()
  return (
    <Disclosure title={watch.title} lead={watch.lead} open={isOpen} onOpenChange={setWatch}>
      <OpenWatch />
    </Disclosure>
  )
}
