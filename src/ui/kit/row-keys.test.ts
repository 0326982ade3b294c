import { describe, expect, it } from 'vitest'
import { placeByKey } from './row-keys'

const HELD = { metaKey: false, ctrlKey: false, altKey: false, shiftKey: false }

describe('a key in a row of four', () => {
  it.each([
    ['ArrowRight', 1, 2],
    ['ArrowRight', 3, 0],
    ['ArrowLeft', 0, 3],
    ['ArrowDown', 0, 1],
    ['ArrowUp', 2, 1],
    ['Home', 2, 0],
    ['End', 1, 3],
    ['PageUp', 3, 0],
    ['PageDown', 0, 3],
    ['Enter', 1, null],
    ['a', 1, null],
  ])('%s leads from place %i to %s', (key, place, next) => {
    expect(placeByKey({ ...HELD, key }, place, 4)).toBe(next)
  })

  it('with another held is somebody else’s', () => {
    for (const held of ['metaKey', 'ctrlKey', 'altKey', 'shiftKey'])
      expect(placeByKey({ ...HELD, [held]: true, key: 'ArrowRight' }, 0, 4)).toBeNull()
  })
})
