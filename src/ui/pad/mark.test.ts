import { expect, it } from 'vitest'
import { FIRST_MARK, isMark, markBetween, markByKey } from './mark'

it('is a rectangle whichever way it is drawn, and ends with the picture', () => {
  const mark = { left: 0.25, top: 0.5, width: 0.5, height: 0.5 }
  expect(markBetween([0.25, 0.5], [0.75, 1.4])).toEqual(mark)
  expect(markBetween([0.75, 1.4], [0.25, 0.5])).toEqual(mark)
  expect(isMark(mark)).toBe(true)
  expect(isMark(markBetween([0.25, 0.5], [0.25, 0.9]))).toBe(false)
})

it('is moved and resized by keys, and stays in the picture', () => {
  expect(markByKey(FIRST_MARK, 'ArrowRight', false, 0.25)).toEqual({ ...FIRST_MARK, left: 0.5 })
  expect(markByKey(FIRST_MARK, 'ArrowRight', false, 1)).toEqual({ ...FIRST_MARK, left: 0.5 })
  expect(markByKey(FIRST_MARK, 'ArrowDown', true, 0.125)).toEqual({ ...FIRST_MARK, height: 0.625 })
  expect(markByKey(FIRST_MARK, 'ArrowUp', true, 1)?.height).toBeGreaterThan(0)
  expect(markByKey(FIRST_MARK, 'Tab', false)).toBeNull()
})
