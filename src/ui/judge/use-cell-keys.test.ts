import { expect, it } from 'vitest'
import { cellByKey } from './use-cell-keys'

const at = { label: 4, answer: 7 }

it.each([
  ['ArrowUp', false, { label: 3, answer: 7 }],
  ['ArrowDown', false, { label: 5, answer: 7 }],
  ['ArrowLeft', false, { label: 4, answer: 6 }],
  ['ArrowRight', false, { label: 4, answer: 8 }],
  ['Home', false, { label: 4, answer: 0 }],
  ['End', false, { label: 4, answer: 9 }],
  ['Home', true, { label: 0, answer: 0 }],
  ['End', true, { label: 9, answer: 9 }],
  ['Enter', false, null],
])('%s, far %s, goes to %j', (key, isFar, expected) => {
  expect(cellByKey(at, key, isFar, 10)).toEqual(expected)
})

it('stays in the square', () => {
  expect(cellByKey({ label: 0, answer: 9 }, 'ArrowUp', false, 10)).toEqual({ label: 0, answer: 9 })
  expect(cellByKey({ label: 0, answer: 9 }, 'ArrowRight', false, 10)).toEqual({ label: 0, answer: 9 })
})
