import { Signpost } from 'lucide-react'
import { Button } from '../kit/Button'
import { useMessages } from '../kit/messages/messages'
import { useActions, useAppStore } from '../kit/store'
import { STOP_COUNT, TOUR_BUTTON } from './button'

/** Where the guided reading begins, or goes on where it was left. */
export function TourButton() {
  const { tourButton: tour } = useMessages()
  const at = useAppStore((state) => Math.min(state.tour.stop, STOP_COUNT - 1))
  const isOpen = useAppStore((state) => state.tour.isOpen)
  const { setTour } = useActions()
  return (
    <Button
      id={TOUR_BUTTON}
      data-left-out="print"
      small
      variant="quiet"
      aria-expanded={isOpen}
      title={tour.hint}
      onClick={() => setTour({ isOpen: !isOpen })}
    >
      <Signpost aria-hidden />
      <span>{at === 0 || isOpen ? tour.start : tour.resume(at + 1, STOP_COUNT)}</span>
    </Button>
  )
}
