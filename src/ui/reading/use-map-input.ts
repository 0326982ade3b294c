import { type KeyboardEvent, type MouseEvent, type PointerEvent, type RefObject, useRef } from 'react'
import { latinKey } from '../kit/latin-key'
import { capture, isPressing } from '../kit/pointers'
import { useAppStoreApi } from '../kit/store'
import { type ModelView, type SequenceLayer, stepNear } from '../network/layers'
import { type Hit, hitTest, type ReadingLayout, stepAt } from '../maps/layout'
import { type Extent, fitCursor, moveCursor } from './navigate'

export interface MapInputOptions {
  readonly model: ModelView
  readonly layer: SequenceLayer
  readonly layout: ReadingLayout
  readonly extent: Extent
  /** Cell under the pointer, written here and read by the drawing. */
  readonly hover: RefObject<Hit | null>
  readonly redraw: () => void
}

/** Handlers for the plot of a tier, and for the grid that takes the focus. */
export interface MapInput {
  onKeyDown(event: KeyboardEvent<HTMLElement>): void
  onPointerDown(tier: number, event: PointerEvent<HTMLElement>): void
  onPointerMove(tier: number, event: PointerEvent<HTMLElement>): void
  onPointerUp(): void
  onPointerLeave(): void
  onClick(tier: number, event: MouseEvent<HTMLElement>): void
}

/**
 * Pointing shows a value, pressing picks unit and step, dragging carries the scan line along. A finger picks by a tap and drags the scan line only by its
 * handle, so that the page still scrolls under it.
 */
export function useMapInput({ model, layer, layout, extent, hover, redraw }: MapInputOptions): MapInput {
  const store = useAppStoreApi()
  const dragging = useRef(false)
  /** The press was already answered, so its click means nothing more. */
  const answered = useRef(false)

  const point = (event: MouseEvent<HTMLElement>): { x: number; y: number } => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: (event.clientX - box.left) * layout.ratio, y: (event.clientY - box.top) * layout.ratio }
  }
  const pick = (tier: number, event: MouseEvent<HTMLElement>): void => {
    const { x, y } = point(event)
    const hit = hitTest(layout, tier, x, y)
    const signal = hit?.panel.kind === 'map' ? layer.signals[hit.panel.index] : undefined
    // A digit that has no rows in common with the maps is asked which step reads the pixel.
    const isPixel = hit?.panel.kind === 'digit' && layout.alongRows === null
    store.getState().actions.setCursor({
      step: isPixel ? stepReading(hit.row * model.task.input.width + hit.column) : stepAt(layout, y),
      playing: false,
      ...(hit && signal && { unit: extent.columns.unitAt(hit.column), signal: signal.name }),
    })
  }
  /** The mark of the settled answer takes the scan line to itself. */
  const toSettled = ({ target }: PointerEvent<HTMLElement>): boolean => {
    const mark = target instanceof Element ? target.closest('[data-settled-step]') : null
    if (mark === null) return false
    store.getState().actions.setCursor({ step: Number(mark.textContent) - 1, playing: false })
    answered.current = true
    return true
  }
  const stepReading = (pixel: number): number => stepNear(layer, Math.floor(model.order.indexOf(pixel) / model.features))
  const setHover = (hit: Hit | null): void => {
    if (hit === null && hover.current === null) return
    hover.current = hit
    redraw()
  }

  return {
    onKeyDown(event) {
      if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
      const { cursor, actions } = store.getState()
      const change = moveCursor(fitCursor(cursor, extent), extent, { key: latinKey(event), shiftKey: event.shiftKey })
      if (change === null && event.key !== ' ') return
      event.preventDefault()
      setHover(null)
      if (change === null) actions.togglePlaying()
      else actions.setCursor({ ...change, playing: false })
    },
    onPointerDown(tier, event) {
      answered.current = false
      const onHandle = event.target instanceof Element && event.target.closest('[data-scan-handle]') !== null
      if (event.button === 0 && toSettled(event)) return
      if (event.button !== 0 || (event.pointerType === 'touch' && !onHandle)) return
      answered.current = true
      dragging.current = true
      capture(event.currentTarget, event.pointerId)
      if (!onHandle) pick(tier, event)
    },
    onPointerMove(tier, event) {
      const { x, y } = point(event)
      dragging.current &&= isPressing(event)
      if (dragging.current) {
        const step = stepAt(layout, y)
        const { cursor, actions } = store.getState()
        if (step !== cursor.step || cursor.playing) actions.setCursor({ step, playing: false })
      }
      setHover(event.pointerType === 'touch' || dragging.current ? null : hitTest(layout, tier, x, y))
    },
    onPointerUp() {
      dragging.current = false
    },
    onPointerLeave() {
      setHover(null)
    },
    onClick(tier, event) {
      if (!answered.current) pick(tier, event)
      answered.current = false
    },
  }
}
