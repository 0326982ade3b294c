import type { StoreApi } from 'zustand/vanilla'
import type { Store } from '../../state/app-state'
import { type ModelView, modelView, pictureOf } from '../network/layers'
import type { PenLatency } from './pen-latency'

/** What a pen does on the pad; a finger and a mouse are pens too. Movements come as they happen, where the browser can, and once more with the frame. */
const SAMPLES = ['pointerdown', 'pointerrawupdate', 'pointermove'] as const

/**
 * Follows pen, drawing, readings and paint of the page.
 *
 * @param pads where the pad is found among what pointers touch
 * @returns ends it
 */
export function watchPen(store: StoreApi<Store>, latency: PenLatency, pads: string): () => void {
  const watching = new AbortController()
  const { signal } = watching
  const onSample = (event: Event): void => {
    if (!(event instanceof PointerEvent) || event.buttons === 0) return
    if (event.target instanceof Element && event.target.closest(pads) !== null) latency.sampled(event.timeStamp)
  }
  for (const type of SAMPLES) window.addEventListener(type, onSample, { capture: true, passive: true, signal })

  // A message that is posted in a frame is delivered after that frame has been painted.
  const afterPaint = new MessageChannel()
  const painting: number[] = []
  afterPaint.port1.onmessage = () => {
    const now = performance.now()
    for (const sampledAt of painting.splice(0)) latency.painted(sampledAt, now)
  }

  let view: { readonly spec: unknown; readonly model: ModelView } | null = null
  const unsubscribe = store.subscribe((now, before) => {
    if (now.drawing.picture !== before.drawing.picture) latency.drawn(now.drawing.picture)
    if (now.trace === before.trace || now.trace === null || now.model === null) return
    const { spec } = now.model
    if (view?.spec !== spec) view = { spec, model: modelView(spec) }
    const sampledAt = latency.read(pictureOf(view.model, now.trace.input.data), performance.now())
    if (sampledAt === null) return
    painting.push(sampledAt)
    // The maps are drawn in this frame too, having asked for it before or after.
    requestAnimationFrame(() => afterPaint.port2.postMessage(null))
  })

  const stopTasks = watchTasks(latency)
  return () => {
    watching.abort()
    unsubscribe()
    stopTasks()
    afterPaint.port1.close()
  }
}

function watchTasks(latency: PenLatency): () => void {
  if (!PerformanceObserver.supportedEntryTypes.includes('longtask')) return () => {}
  latency.watchesTasks()
  const observer = new PerformanceObserver((entries) => {
    for (const { duration } of entries.getEntries()) latency.longTask(duration)
  })
  observer.observe({ type: 'longtask' })
  return () => observer.disconnect()
}
