import { expect, it } from 'vitest'
import { isPressing } from './pointers'

it.each([
  ['mouse', 1, true],
  // The first button was lifted while the second is still down.
  ['mouse', 2, false],
  ['mouse', 3, true],
  ['mouse', 0, false],
  ['pen', 1, true],
  // The eraser at its far end.
  ['pen', 32, true],
  // It hovers.
  ['pen', 0, false],
  ['touch', 0, true],
])('a %s that moves with the buttons %i presses: %s', (pointerType, buttons, presses) => {
  expect(isPressing({ pointerType, buttons })).toBe(presses)
})
