import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatPlaces, parsePlaces } from './places'

it('reads single places and ranges, counted from 1', () => {
  expect(parsePlaces('1-3, 41', 128)).toEqual([0, 1, 2, 40])
  expect(parsePlaces('7', 128)).toEqual([6])
  expect(parsePlaces(' 3 – 4，1、128 ', 128)).toEqual([0, 2, 3, 127])
  expect(parsePlaces('5, 4-6, 5', 128)).toEqual([3, 4, 5])
})

it.each(['', ' ', '0', '129', '5-', '-5', '6-5', '1,', '1 2', '1.5', 'all', '1-129'])('refuses "%s"', (text) => {
  expect(parsePlaces(text, 128)).toBeNull()
})

it('writes what it reads', () => {
  expect(formatPlaces([0, 1, 2, 40])).toBe('1–3, 41')
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1 }), (places) => {
      const ascending = places.toSorted((a, b) => a - b)
      expect(parsePlaces(formatPlaces(ascending), 61)).toEqual(ascending)
    }),
  )
})
