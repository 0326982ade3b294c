import type { StoreApi } from 'zustand/vanilla'
import type { Store } from '../../state/app-state'
import { DIGIT } from './stops'

/** Remembers where the scan line stands, what is picked and whether the pad is empty. @returns what puts it all back, as far as the visitor has left it to the stops */
export function restoring(store: Pick<StoreApi<Store>, 'getState'>): () => void {
  const { cursor, model, drawing } = store.getState()
  const { isEmpty } = drawing
  return () => {
    const now = store.getState()
    const { layer, step, unit, signal, playing } = cursor
    // Layers and units of another model are others.
    if (JSON.stringify(now.model?.spec) === JSON.stringify(model?.spec)) now.actions.setCursor({ layer, step, unit, signal, playing })
    if (isEmpty && now.drawing.label === DIGIT) now.actions.putOnPad({ strokes: [], label: null })
  }
}
