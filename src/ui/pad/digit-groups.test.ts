import { describe, expect, it } from 'vitest'
import { DIGITS, type Task } from '../../core/task'
import { pictureFromStrokes, readyBackdrop } from '../../data/drawing'
import type { Stroke } from '../../data/strokes'
import { DigitGroups } from './digit-groups'
import type { Drawing } from './history'

const one = (x: number): Stroke => ({
  points: [
    [x, 0.3],
    [x, 0.7],
  ],
  width: 0.05,
})
const [a, b, c] = [one(0.2), one(0.5), one(0.8)] as const

const drawing = (...strokes: Stroke[]): Drawing => ({ strokes, label: null })

describe('the digits of the pad', () => {
  it('are one where one is drawn, with a picture of its own each time', () => {
    const groups = new DigitGroups()
    const first = groups.stateOf(drawing(a), DIGITS, 0)
    expect(first).toEqual({
      picture: pictureFromStrokes([a]),
      label: null,
      isEmpty: false,
      sheet: expect.objectContaining({ strokes: [a] }),
    })
    expect(groups.stateOf(drawing(a), DIGITS, 0).picture).not.toBe(first.picture)
    expect(groups.stateOf(drawing(), DIGITS, 0)).toMatchObject({ isEmpty: true })
  })

  it('are read one by one in a row, and the one that is written is chosen', () => {
    const groups = new DigitGroups()
    const alone = groups.stateOf(drawing(a), DIGITS, 0)
    const two = groups.stateOf(drawing(a, c), DIGITS, 0)
    expect(two.row?.pictures[0], 'nobody touched the first').toBe(alone.picture)
    expect(two.picture).toBe(two.row?.pictures[1])
    expect(two.row?.chosen).toBe(1)
    const three = groups.stateOf(drawing(a, c, b), DIGITS, 1)
    expect(three.row?.chosen, 'the new one is in the middle').toBe(1)
    expect(three.row?.pictures[2]).toBe(two.picture)
  })

  it('keep the choice while nothing changes, and lose it to what is touched', () => {
    const groups = new DigitGroups()
    groups.stateOf(drawing(a, b, c), DIGITS, 0)
    expect(groups.stateOf(drawing(a, b, c), DIGITS, 0).row?.chosen).toBe(0)
    const longer = { ...b, points: [...b.points, [0.52, 0.8] as const] }
    expect(groups.stateOf(drawing(a, longer, c), DIGITS, 0).row?.chosen).toBe(1)
    expect(groups.stateOf(drawing(a, longer), DIGITS, 0).row?.chosen, 'the last that is left').toBe(1)
    const left = groups.stateOf(drawing(a), DIGITS, 1)
    expect(left.row).toBeUndefined()
    expect(left.picture, 'it was read already').toEqual(pictureFromStrokes([a]))
  })

  it('are one where a sample or a picture is on the pad, and for other tasks', () => {
    const groups = new DigitGroups()
    expect(groups.stateOf({ strokes: [a, c], label: 1 }, DIGITS, 0).row).toBeUndefined()
    const backdrop = readyBackdrop(new Float32Array(784).fill(0.5))
    expect(groups.stateOf({ strokes: [a, c], label: null, backdrop }, DIGITS, 0).row).toBeUndefined()
    const letters: Task = { ...DIGITS, id: 'letters', classes: [{ label: 'A', name: 'A' }] }
    expect(groups.stateOf(drawing(a, c), letters, 0).row).toBeUndefined()
  })

  it('are shown in the making one by one', () => {
    const groups = new DigitGroups()
    const both = drawing(a, c)
    groups.stateOf(both, DIGITS, 0)
    expect(groups.sheetOf(both, 0).strokes).toEqual([a])
    expect(groups.sheetOf(both, 1).strokes).toEqual([c])
    groups.stateOf(drawing(a), DIGITS, 0)
    expect(groups.sheetOf(drawing(a), 0)).toEqual(drawing(a))
  })
})
