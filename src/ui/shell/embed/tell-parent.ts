import type { StoreApi } from 'zustand/vanilla'
import { taskOf } from '../../../core/task'
import type { RowReading, Store } from '../../../state/app-state'
import { type EmbedAnswer, type EmbedMessage, SENDER } from '../../../state/embed/messages'
import { classLabel } from '../../kit/task'

/** Tells the page around this one. */
export type Tell = (message: EmbedMessage) => void

/** A message of that page's own may be answered with more than it asked; it hears nothing but this. Who it is, is not known here, and nothing is secret. */
export function tellParent(message: EmbedMessage): void {
  if (window.parent !== window) window.parent.postMessage(message, '*')
}

/**
 * Tells that the page is ready, then every new answer, at most one a frame, and that nothing computes any more.
 *
 * @returns ends it
 */
export function tellReadings(store: StoreApi<Store>, tell: Tell): () => void {
  let ready: Store['model'] = null
  let told = ''
  let frame = 0
  const look = (): void => {
    frame = 0
    const state = store.getState()
    const { status, model, embed } = state
    if (status === 'failed' && ready !== null) {
      ready = null
      tell({ ...SENDER, type: 'failed' })
    }
    if (status !== 'ready' || model === null || embed === null) return
    const task = taskOf(model.spec)
    if (ready?.spec !== model.spec) {
      const classes = task.classes.map((_, place) => classLabel(task, place))
      tell({ ...SENDER, type: 'ready', form: embed, model: model.name, classes })
    }
    ready = model
    const digits = answersOf(state)
    // Of a drawing that is not read yet nothing is said.
    if (digits === null) return
    const words = JSON.stringify([model.name, digits])
    if (words === told) return
    told = words
    tell({ ...SENDER, type: 'answer', model: model.name, digits })
  }
  const unsubscribe = store.subscribe((now, before) => {
    const isSame =
      now.trace === before.trace &&
      now.rowReading === before.rowReading &&
      now.drawing === before.drawing &&
      now.model === before.model &&
      now.status === before.status
    if (!isSame) frame ||= requestAnimationFrame(look)
  })
  look()
  return () => {
    unsubscribe()
    cancelAnimationFrame(frame)
  }
}

/** From left to right; null where one is not read yet. */
function answersOf({ drawing, trace, rowReading, model }: Store): readonly EmbedAnswer[] | null {
  if (drawing.isEmpty) return []
  const readings: readonly (RowReading | null)[] = drawing.row === undefined ? [trace] : (rowReading ?? [null])
  const read = readings.flatMap((reading) => (reading === null ? [] : [reading]))
  if (read.length < readings.length) return null
  const task = taskOf(model?.spec ?? {})
  return read.map(({ probabilities }) => {
    const best = probabilities.indexOf(Math.max(...probabilities))
    return { label: classLabel(task, best), probability: probabilities[best] ?? 0, probabilities: [...probabilities] }
  })
}

/** Tells the height that an element needs, now and whenever it changes. @returns ends it */
export function tellSize(element: HTMLElement, tell: Tell): () => void {
  let told = 0
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(element.getBoundingClientRect().height)
    if (height === told) return
    told = height
    tell({ ...SENDER, type: 'size', height })
  })
  observer.observe(element)
  return () => observer.disconnect()
}
