import { beforeEach, expect, it, vi } from 'vitest'
import { PadController } from './pad-controller'

/** A browser's canvas of 100 by 100 at the corner of the window, as far as the pad asks. */
class Canvas extends EventTarget {
  readonly width = 100
  getContext = (): null => null
  getBoundingClientRect = () => ({ left: 0, top: 0, width: 100, height: 100 })
  setPointerCapture = (): void => {}
}

class Pointer extends Event implements Partial<PointerEvent> {
  readonly isPrimary: boolean = true
  readonly pointerId: number = 1
  readonly pointerType: string = 'mouse'
  readonly button: number = 0
  readonly buttons: number = 1
  readonly pressure: number = 0.5
  readonly clientX: number
  readonly clientY: number = 50

  constructor(type: string, x: number, more: Partial<PointerEvent> = {}) {
    super(type, { cancelable: true })
    Object.assign(this, more)
    this.clientX = x
  }
}

const touch = { pointerId: 2, pointerType: 'touch' } as const
const pen = { pointerId: 3, pointerType: 'pen' } as const

let canvas: Canvas
let page: EventTarget
let controller: PadController

beforeEach(() => {
  canvas = new Canvas()
  page = new EventTarget()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('requestAnimationFrame', () => 1)
  vi.stubGlobal('cancelAnimationFrame', () => {})
  vi.stubGlobal('HTMLCanvasElement', Canvas)
  vi.stubGlobal('PointerEvent', Pointer)
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = () => {}
      disconnect = () => {}
    },
  )
  controller = new PadController(() => {})
  const detach = controller.attach(canvas as unknown as HTMLCanvasElement)
  return () => {
    detach()
    vi.unstubAllGlobals()
  }
})

function point(type: string, x: number, more?: Partial<PointerEvent>): Event {
  const event = new Pointer(type, x, more)
  canvas.dispatchEvent(event)
  return event
}

/** Where the lines on the pad begin and end, in hundredths of its width. */
function lines(): number[][] {
  const ends = controller.visible().strokes.map(({ points }) => [points[0]![0], points.at(-1)![0]])
  return ends.map((xs) => xs.map((x) => Math.round(100 * x)))
}

it('draws where a browser tells no samples between two events', () => {
  point('pointerdown', 20)
  point('pointermove', 40)
  point('pointermove', 60)
  point('pointerup', 60, { buttons: 0 })
  expect(lines()).toEqual([[20, 60]])
})

it('draws all samples between two events', () => {
  point('pointerdown', 20)
  const getCoalescedEvents = () => [30, 40, 50].map((x) => new Pointer('pointermove', x))
  point('pointermove', 50, { getCoalescedEvents } as unknown as PointerEvent)
  expect(controller.visible().strokes[0]?.points).toHaveLength(4)
})

it('draws with a pointer that can’t be captured any more', () => {
  canvas.setPointerCapture = () => {
    throw new DOMException('No active pointer', 'NotFoundError')
  }
  point('pointerdown', 20)
  point('pointermove', 40)
  expect(lines()).toEqual([[20, 40]])
})

it.each([
  ['a move without a button', () => point('pointermove', 90, { buttons: 0 })],
  ['a move with another button alone', () => point('pointermove', 90, { buttons: 2 })],
  ['a pointer that is taken away', () => point('pointercancel', 90, { buttons: 0 })],
  ['a pointer that is heard no longer', () => point('lostpointercapture', 90, { buttons: 0 })],
  ['another window', () => page.dispatchEvent(new Event('blur'))],
])('%s ends the line, and nothing draws on', (_, end) => {
  point('pointerdown', 20)
  point('pointermove', 40)
  end()
  expect(controller.getStatus().canUndo, 'it is a step').toBe(true)
  point('pointermove', 80, { buttons: 0 })
  point('pointermove', 80)
  expect(lines()).toEqual([[20, 40]])
})

it('a line whose end nobody told is over when its pointer presses again', () => {
  point('pointerdown', 20)
  point('pointermove', 40)
  point('pointerdown', 60)
  point('pointermove', 80)
  expect(lines()).toEqual([
    [20, 40],
    [60, 80],
  ])
})

it('no menu opens over a line, and one does elsewhere', () => {
  expect(point('contextmenu', 40).defaultPrevented).toBe(false)
  point('pointerdown', 20)
  expect(point('contextmenu', 40).defaultPrevented).toBe(true)
})

it('a pen takes the place of the palm that came before it, and no palm takes the place of a pen', () => {
  point('pointerdown', 90, touch)
  point('pointermove', 95, touch)
  point('pointerdown', 20, pen)
  point('pointermove', 97, touch)
  point('pointermove', 40, pen)
  point('pointerup', 97, { ...touch, buttons: 0 })
  point('pointerdown', 90, touch)
  point('pointermove', 60, pen)
  point('pointerup', 60, { ...pen, buttons: 0 })
  expect(lines()).toEqual([[20, 60]])
  controller.undo()
  expect(lines(), 'the palm was no step').toEqual([])
  expect(controller.getStatus().canUndo).toBe(false)
})

it('a palm that the system takes away for the pen leaves nothing; a finger that is taken away leaves its line', () => {
  point('pointerdown', 10, touch)
  point('pointercancel', 10, { ...touch, buttons: 0 })
  expect(lines()).toEqual([[10, 10]])
  point('pointerdown', 90, touch)
  point('pointercancel', 90, { ...touch, buttons: 0 })
  point('pointerdown', 20, pen)
  point('pointermove', 40, pen)
  expect(lines()).toEqual([
    [10, 10],
    [20, 40],
  ])
})

it('fingers and mice draw one after the other', () => {
  point('pointerdown', 20, touch)
  point('pointerdown', 90)
  point('pointermove', 95)
  point('pointermove', 40, touch)
  point('pointerup', 40, { ...touch, buttons: 0 })
  point('pointerdown', 60)
  point('pointermove', 80)
  expect(lines()).toEqual([
    [20, 40],
    [60, 80],
  ])
})
