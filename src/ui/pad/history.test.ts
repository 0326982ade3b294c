import { describe, expect, it } from 'vitest'
import { readyBackdrop } from '../../data/drawing'
import type { Stroke } from '../../data/strokes'
import { addStroke, EMPTY_DRAWING, isEmpty, record, redo, startHistory, undo } from './history'

const stroke = (x: number): Stroke => ({ points: [[x, 0.5]], width: 0.08 })
const sample = { strokes: [stroke(0.1), stroke(0.2)], label: 7 }

describe('history of the pad', () => {
  it('undoes and redoes stroke by stroke', () => {
    const two = addStroke(addStroke(startHistory(), stroke(0.1)), stroke(0.2))
    expect(two.present.strokes).toHaveLength(2)
    const one = undo(two)
    expect(one.present.strokes).toEqual([stroke(0.1)])
    expect(redo(one)).toEqual(two)
    expect(undo(undo(two)).present).toEqual(EMPTY_DRAWING)
  })

  it('changes nothing at its ends', () => {
    const history = addStroke(startHistory(), stroke(0.1))
    expect(redo(history)).toBe(history)
    expect(undo(undo(history))).toEqual(undo(history))
  })

  it('forgets what was undone when something new is drawn', () => {
    const branched = addStroke(undo(addStroke(startHistory(), stroke(0.1))), stroke(0.9))
    expect(redo(branched)).toBe(branched)
    expect(branched.present.strokes).toEqual([stroke(0.9)])
  })

  it('lets the first stroke of the visitor replace a sample, and undo bring it back', () => {
    const drawn = addStroke(startHistory(sample), stroke(0.5))
    expect(drawn.present).toEqual({ strokes: [stroke(0.5)], label: null })
    expect(undo(drawn).present).toEqual(sample)
    expect(addStroke(drawn, stroke(0.6)).present.strokes).toHaveLength(2)
  })

  it('lets a stroke join a picture, which is there to be worked on', () => {
    const picture = { strokes: [], backdrop: readyBackdrop(new Float32Array(784)), label: 4 }
    expect(isEmpty(picture)).toBe(false)
    const drawn = addStroke(startHistory(picture), stroke(0.5))
    expect(drawn.present).toEqual({ strokes: [stroke(0.5)], backdrop: picture.backdrop, label: null })
    expect(undo(drawn).present).toBe(picture)
  })

  it('counts clearing as a step once', () => {
    const cleared = record(startHistory(sample), EMPTY_DRAWING)
    expect(undo(cleared).present).toEqual(sample)
    expect(record(cleared, EMPTY_DRAWING)).toBe(cleared)
  })

  it('keeps a bounded number of steps', () => {
    let history = startHistory()
    for (let count = 0; count < 300; count++) history = addStroke(history, stroke(count / 300))
    expect(history.past).toHaveLength(200)
    expect(history.present.strokes).toHaveLength(300)
  })
})
