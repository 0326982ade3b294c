import { useCallback, useEffect } from 'react'
import { useActions, useAppStore } from '../kit/store'
import type { Drawing } from './history'
import type { PadController } from './pad-controller'

/** A pen that has rested for so long has finished its digit, in milliseconds. */
export const REST_MS = 900

/** A drawing of the visitor's own hand: no sample, and no picture under it. */
export function isOwnDrawing({ strokes, backdrop, label }: Drawing): boolean {
  return strokes.length > 0 && backdrop === undefined && label === null
}

/**
 * Takes what is drawn for the digit that is asked for as soon as the pen rests, and empties the pad for the next. A pen that the keyboard moves rests once it
 * was put away.
 *
 * @returns takes it at once
 */
export function useAsked(controller: PadController): () => void {
  const isAsking = useAppStore(({ hand }) => hand.asking !== null)
  const { takeAsked } = useActions()
  const take = useCallback(() => {
    const drawing = controller.visible()
    if (!isOwnDrawing(drawing)) return
    controller.beginAnew()
    void takeAsked(drawing.strokes)
  }, [controller, takeAsked])

  useEffect(() => {
    if (!isAsking) return
    controller.beginAnew()
    let timer: ReturnType<typeof setTimeout> | undefined
    const rest = (): void => (controller.isBusy() ? wait() : take())
    const wait = (): void => {
      clearTimeout(timer)
      if (isOwnDrawing(controller.visible())) timer = setTimeout(rest, REST_MS)
    }
    const leave = [controller.watch(wait), controller.subscribe(wait)]
    return () => {
      clearTimeout(timer)
      for (const stop of leave) stop()
    }
  }, [controller, isAsking, take])
  return take
}
