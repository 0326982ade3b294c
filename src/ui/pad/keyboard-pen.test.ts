import { describe, expect, it } from 'vitest'
import { isArrow, KEY_STEP, movedByKeys } from './keyboard-pen'

describe('the pen under the arrow keys', () => {
  it('goes one step, with Shift a larger one', () => {
    expect(movedByKeys([0.5, 0.5], ['ArrowRight'], false, 0.03)).toEqual([0.5 + KEY_STEP.fine, 0.5])
    expect(movedByKeys([0.5, 0.5], ['ArrowUp'], true, 0.03)).toEqual([0.5, 0.5 - KEY_STEP.coarse])
  })

  it('goes as far across as along, and nowhere between two that oppose', () => {
    const [x, y] = movedByKeys([0.5, 0.5], ['ArrowDown', 'ArrowLeft'], false, 0.03)
    expect(Math.hypot(x - 0.5, y - 0.5)).toBeCloseTo(KEY_STEP.fine, 9)
    expect([x < 0.5, y > 0.5]).toEqual([true, true])
    expect(movedByKeys([0.5, 0.5], ['ArrowLeft', 'ArrowRight'], false, 0.03)).toEqual([0.5, 0.5])
  })

  it('stays on the pad whole', () => {
    expect(movedByKeys([0.04, 0.96], ['ArrowLeft', 'ArrowDown'], true, 0.03)).toEqual([0.03, 0.97])
  })

  it('knows its keys', () => {
    expect(['ArrowUp', 'ArrowLeft'].every(isArrow)).toBe(true)
    expect(['toString', 'a', ' '].some(isArrow)).toBe(false)
  })
})
