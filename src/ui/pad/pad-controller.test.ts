import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readyBackdrop } from '../../data/drawing'
import type { Drawing } from './history'
import { PadController } from './pad-controller'
import { plainDrawing } from './samples'
import { PEN_WIDTHS } from './tools'

let published: Drawing[]
let controller: PadController
let frames: FrameRequestCallback[]

/** Lets one animation frame go by. @param at milliseconds */
function frame(at = 0): void {
  for (const run of frames.splice(0)) run(at)
}

function pointsOf({ strokes }: Drawing): number {
  return strokes.reduce((sum, { points }) => sum + points.length, 0)
}

beforeEach(() => {
  frames = []
  vi.stubGlobal('requestAnimationFrame', (run: FrameRequestCallback) => frames.push(run))
  published = []
  controller = new PadController((drawing) => published.push(drawing))
  return () => vi.unstubAllGlobals()
})

/** Draws a line down by keys. */
function drawByKeys(steps = 3): void {
  controller.togglePen()
  for (let step = 0; step < steps; step++) controller.moveByKeys(['ArrowDown'], true)
  controller.togglePen()
}

describe('the pad under keys', () => {
  it('has a pen only while somebody uses it', () => {
    expect(controller.getKeyboardPen()).toBeNull()
    controller.moveByKeys(['ArrowRight'], true)
    expect(controller.getKeyboardPen()).toEqual({ at: [0.6, 0.5], isDown: false })
    expect(controller.getStatus().isEmpty).toBe(true)
    controller.leaveKeyboard()
    expect(controller.getKeyboardPen()).toBeNull()
  })

  it('draws a line as one step, and shows it while it is drawn', () => {
    controller.togglePen()
    controller.moveByKeys(['ArrowDown'], true)
    frame()
    expect(published.at(-1)?.strokes).toHaveLength(1)
    expect(controller.getStatus()).toMatchObject({ isEmpty: false, canUndo: false })
    controller.moveByKeys(['ArrowDown'], true)
    controller.togglePen()
    const [stroke] = controller.visible().strokes
    expect(stroke?.points).toHaveLength(3)
    expect(stroke?.width).toBe(PEN_WIDTHS.medium)
    controller.undo()
    expect(controller.visible().strokes).toEqual([])
    controller.redo()
    expect(controller.visible().strokes).toEqual([stroke])
  })

  it('keeps what was drawn when the pen is put away, and lifts it when something else comes to the pad', () => {
    controller.togglePen()
    controller.moveByKeys(['ArrowDown'], true)
    controller.leaveKeyboard()
    expect(controller.visible().strokes).toHaveLength(1)
    controller.togglePen()
    controller.write(plainDrawing(3), 0)
    expect(controller.getKeyboardPen()?.isDown).toBe(false)
    expect(controller.visible().label).toBe(3)
  })

  it('rubs out as one step, and bare paper is none', () => {
    drawByKeys()
    controller.setTool('eraser')
    controller.moveByKeys(['ArrowUp'], true)
    controller.togglePen()
    controller.togglePen()
    expect(controller.visible().strokes).toHaveLength(2)
    controller.undo()
    expect(controller.visible().strokes).toHaveLength(1)
    controller.moveByKeys(['ArrowLeft'], true)
    controller.moveByKeys(['ArrowLeft'], true)
    controller.togglePen()
    controller.togglePen()
    expect(controller.getStatus().canRedo).toBe(true)
  })

  it('makes a sample the visitor’s own by rubbing on it', () => {
    controller.write(plainDrawing(1), 0)
    controller.setTool('eraser')
    controller.togglePen()
    controller.togglePen()
    expect(controller.visible().label).toBeNull()
    expect(controller.visible().strokes.length).toBeGreaterThan(0)
    controller.undo()
    expect(controller.visible()).toEqual(plainDrawing(1))
  })
})

describe('the pad', () => {
  it('takes a picture as a step, and tells who watches', () => {
    const seen: Drawing[] = []
    const stop = controller.watch((drawing) => seen.push(drawing))
    const picture = { strokes: [], backdrop: readyBackdrop(new Float32Array(784).fill(0.5)), label: 8 }
    drawByKeys()
    controller.show(picture)
    frame()
    expect(seen.at(-1)).toBe(picture)
    stop()
    const heard = seen.length
    controller.undo()
    frame()
    expect(seen).toHaveLength(heard)
    expect(controller.visible().backdrop).toBeUndefined()
  })

  it('hands on a change at once, what comes until the next frame with that frame, and nothing twice', () => {
    controller.togglePen()
    expect(published.map(pointsOf)).toEqual([1])
    controller.moveByKeys(['ArrowDown'], true)
    controller.moveByKeys(['ArrowDown'], true)
    expect(published.map(pointsOf)).toEqual([1])
    frame()
    expect(published.map(pointsOf)).toEqual([1, 3])
    frame()
    controller.moveByKeys(['ArrowDown'], true)
    expect(published.map(pointsOf)).toEqual([1, 3, 4])
    frame()
    expect(published).toHaveLength(3)
  })

  it('writes a sample from its beginning: the finished one is handed on last', () => {
    controller.write(plainDrawing(3), 1000)
    frame(0)
    frame(500)
    frame(1000)
    frame(1016)
    const points = published.map(pointsOf)
    expect(points[0]).toBeLessThan(points.at(-1)!)
    expect(points).toEqual(points.toSorted((a, b) => a - b))
    expect(published.at(-1)).toEqual(plainDrawing(3))
    expect(published).toHaveLength(4)
  })

  it('tells of tools and lines once per change', () => {
    const heard = vi.fn()
    controller.subscribe(heard)
    controller.setTool('pen')
    expect(heard).not.toHaveBeenCalled()
    controller.nextPenSize(1, true)
    controller.nextPenSize(1, false)
    expect(controller.getStatus().penSize).toBe('thick')
    expect(heard).toHaveBeenCalledOnce()
  })
})
