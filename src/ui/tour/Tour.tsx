import { part } from '../kit/part'
import { useAppStore } from '../kit/store'

/** Begun by a press of its button. */
const OpenTour = part(async () => (await import('./OpenTour')).OpenTour)

/** The guided reading, where it is open. */
export function Tour() {
  const isOpen = useAppStore((state) => state.tour.isOpen)
  return isOpen ? <OpenTour /> : null
}
