import type { ChartView } from './chart-view'
import { movedTo, pinched, stretched } from './step-window'

/** A mouse that moved less has clicked. CSS pixels. */
const CLICK = 5
/** Of a notch of the wheel, or of what a trackpad sends for a pinch. */
const WHEEL_FACTOR = 0.002
const KEY_FACTOR = 2
/** Shares of the window that an arrow moves by, alone and with Shift. */
const SMALL_MOVE = 1 / 200
const LARGE_MOVE = 1 / 10

/**
 * Pointers over a chart: a mouse looks at steps and drags over those that it wants to see, one finger looks, two fingers zoom. The page goes on scrolling: up and
 * down by a finger, and by the wheel unless Ctrl is held.
 *
 * @param place  covers what is plotted
 * @returns what ends it
 */
export function followPointers(place: HTMLElement, view: ChartView): () => void {
  const fingers = new Map<number, number>()
  /** Steps under two fingers when the second one came. */
  let held: readonly [number, number] | null = null
  let pressed: { readonly x: number; readonly step: number } | null = null

  const shareOf = (x: number): number => {
    const { left, width } = place.getBoundingClientRect()
    return Math.min(1, Math.max(0, (x - left) / (width || 1)))
  }
  const stepOf = (x: number): number => {
    const { from, to } = view.shown
    return from + shareOf(x) * (to - from)
  }
  const twoFingers = (): readonly [number, number] | null => {
    const [first, second] = [...fingers.values()].toSorted((a, b) => a - b)
    return first === undefined || second === undefined ? null : [first, second]
  }
  const hold = (): void => {
    const xs = twoFingers()
    held = xs && [stepOf(xs[0]), stepOf(xs[1])]
  }

  const down = ({ pointerType, pointerId, clientX, button }: PointerEvent): void => {
    if (pointerType !== 'touch') {
      if (button === 0) pressed = { x: clientX, step: stepOf(clientX) }
      place.setPointerCapture(pointerId)
      return
    }
    fingers.set(pointerId, clientX)
    hold()
    view.look(stepOf(clientX))
  }
  const move = ({ pointerType, pointerId, clientX }: PointerEvent): void => {
    if (fingers.has(pointerId)) fingers.set(pointerId, clientX)
    const xs = twoFingers()
    if (held !== null && xs !== null) {
      const window = pinched(held, [shareOf(xs[0]), shareOf(xs[1])])
      if (window !== null) view.zoom(window)
    } else if (pointerType !== 'touch' || fingers.size === 1) view.look(stepOf(clientX))
    if (pressed !== null && Math.abs(clientX - pressed.x) > CLICK) view.select({ from: pressed.step, to: stepOf(clientX) })
  }
  const up = ({ pointerId }: PointerEvent): void => {
    fingers.delete(pointerId)
    hold()
    const { selection } = view
    if (pressed === null) return
    pressed = null
    if (selection === null) return
    view.select(null)
    view.zoom(selection)
  }
  const cancel = ({ pointerId }: PointerEvent): void => {
    fingers.delete(pointerId)
    hold()
    pressed = null
    view.select(null)
  }
  const leave = ({ pointerType }: PointerEvent): void => {
    if (pointerType !== 'touch' && pressed === null) view.look(null)
  }
  const wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return
    event.preventDefault()
    view.zoom(stretched(view.shown, Math.exp(event.deltaY * WHEEL_FACTOR), stepOf(event.clientX)))
  }
  const whole = (): void => view.zoom(null)

  const leaving = new AbortController()
  const { signal } = leaving
  place.addEventListener('pointerdown', down, { signal })
  place.addEventListener('pointermove', move, { signal })
  place.addEventListener('pointerup', up, { signal })
  place.addEventListener('pointercancel', cancel, { signal })
  place.addEventListener('pointerleave', leave, { signal })
  place.addEventListener('wheel', wheel, { signal, passive: false })
  place.addEventListener('dblclick', whole, { signal })
  return () => leaving.abort()
}

/** A key while a chart has the focus. @param newest  the run's last step @returns whether it meant the chart */
export function pressKey({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>, view: ChartView, newest: number): boolean {
  const { from, to } = view.shown
  const at = view.step ?? Math.min(newest, to)
  const look = (step: number): void => {
    const next = Math.min(Math.max(1, step), newest)
    if (view.window !== null) view.zoom(movedTo(view.window, next))
    view.look(next)
  }
  const small = Math.max(1, Math.round((to - from) * (shiftKey ? LARGE_MOVE : SMALL_MOVE)))
  const large = Math.max(1, Math.round((to - from) * LARGE_MOVE))
  const moves: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => look(at - small),
    ArrowRight: () => look(at + small),
    PageDown: () => look(at - large),
    PageUp: () => look(at + large),
    Home: () => look(Math.ceil(from)),
    End: () => look(Math.floor(to)),
    '+': () => view.zoom(stretched(view.shown, 1 / KEY_FACTOR, at)),
    '=': () => view.zoom(stretched(view.shown, 1 / KEY_FACTOR, at)),
    '-': () => view.zoom(stretched(view.shown, KEY_FACTOR, at)),
    '0': () => view.zoom(null),
    Escape: () => view.look(null),
  }
  const press = moves[key]
  if (press === undefined || newest === 0) return false
  press()
  return true
}

/** As the keys + and − do. */
export function zoomBy(factor: 'in' | 'out', view: ChartView): void {
  const { from, to } = view.shown
  view.zoom(stretched({ from, to }, factor === 'in' ? 1 / KEY_FACTOR : KEY_FACTOR, view.step ?? (from + to) / 2))
}
