import { useEffect } from 'react'
import { tellingSignal } from '../../nn/spec/signals'
import type { Store } from '../../state/app-state'
import { useAppStoreApi } from '../kit/store'
import { findSignal, liveliestUnit, type SequenceLayer } from '../network/layers'

/** The picture counts as finished when it has not changed for this long, milliseconds. */
const PICTURE_AT_REST = 450

/** Stores whose first picture was scanned or taken over, so that coming back to the view does not play it again. */
const introduced = new WeakSet<object>()

/**
 * What happens without the visitor's doing. While a picture is drawn the scan rests at the end, so that the whole reading follows the pen. When the first
 * picture has come to rest a lively unit is picked and the scan plays through once, unless the visitor prefers less motion, was there first, or came by an
 * address that says where the scan stands.
 */
export function useFirstSight(layer: SequenceLayer): void {
  const store = useAppStoreApi()

  useEffect(() => {
    const last = layer.steps - 1
    let timer: ReturnType<typeof setTimeout> | undefined

    const restAtEnd = (): void => store.getState().actions.setCursor({ step: last, playing: false })
    const begin = (): void => {
      const { cursor, actions, trace } = store.getState()
      if (cursor.unit === null) actions.setCursor(pickLively(trace, layer))
      if (introduced.has(store)) return
      introduced.add(store)
      if (cursor.isGiven) return
      actions.setCursor({ step: 0, playing: true })
    }
    const beginAtRest = (): void => {
      const { trace, drawing, cursor } = store.getState()
      clearTimeout(timer)
      if (trace === null || drawing.isEmpty || (introduced.has(store) && cursor.unit !== null)) return
      timer = setTimeout(begin, PICTURE_AT_REST)
    }

    const { cursor: at } = store.getState()
    const isNewModel = !at.isGiven && at.layer === null && at.unit === null
    if (isNewModel) restAtEnd()
    if (!introduced.has(store)) {
      if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) introduced.add(store)
    }
    beginAtRest()
    const unsubscribe = store.subscribe((state, before) => {
      const drawn = state.drawing.picture !== before.drawing.picture
      if (drawn && (state.cursor.playing || before.drawing.isEmpty)) restAtEnd()
      else if (state.cursor.step !== before.cursor.step && state.cursor.step !== last) introduced.add(store)
      if (drawn || (before.trace === null && state.trace !== null)) beginAtRest()
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [store, layer])
}

/** The liveliest unit of the signal that tells them apart. */
function pickLively(trace: Store['trace'], layer: SequenceLayer): { unit: number; signal: string } | Record<string, never> {
  const memory = tellingSignal(layer)
  const signal = memory && findSignal(trace, layer, memory.name)
  return signal ? { unit: liveliestUnit(signal), signal: signal.name } : {}
}
