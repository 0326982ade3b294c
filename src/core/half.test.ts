import { expect, test } from 'vitest'
import { fromHalf, HALF_LIMIT, toHalf } from './half'

/** Examples of IEEE 754 binary16 as published in its tables. */
test.each([
  ['zero', 0, 0x0000],
  ['minus zero', -0, 0x8000],
  ['one', 1, 0x3c00],
  ['minus two', -2, 0xc000],
  ['the next after one', 1 + 2 ** -10, 0x3c01],
  ['the largest', 65_504, 0x7bff],
  ['the smallest normal', 2 ** -14, 0x0400],
  ['the largest subnormal', 2 ** -14 - 2 ** -24, 0x03ff],
  ['the smallest subnormal', 2 ** -24, 0x0001],
  ['infinity', Infinity, 0x7c00],
])('%s', (_, value, bits) => {
  expect(toHalf(value)).toBe(bits)
  expect(fromHalf(bits)).toBe(value)
})

test('every half comes back as it was', () => {
  const changed: number[] = []
  for (let bits = 0; bits < 0x10000; bits++) {
    const value = fromHalf(bits)
    const isSame = Number.isNaN(value) ? Number.isNaN(fromHalf(toHalf(value))) : toHalf(value) === bits
    if (!isSame) changed.push(bits)
  }
  expect(changed).toEqual([])
})

test('between two neighbours the nearer one is taken, halfway the even one', () => {
  const unlike: string[] = []
  const check = (value: number, expected: number) => {
    const rounded = Math.fround(value)
    if (toHalf(rounded) !== expected) unlike.push(`${rounded}: ${toHalf(rounded)} instead of ${expected}`)
  }
  for (let low = 0; low < 0x7bff; low++) {
    const [below, above] = [fromHalf(low), fromHalf(low + 1)]
    const middle = (below + above) / 2
    check(middle, low % 2 === 0 ? low : low + 1)
    check(middle - (above - below) / 64, low)
    check(middle + (above - below) / 64, low + 1)
  }
  expect(unlike).toEqual([])
})

test('what is below half of the smallest step becomes zero, what is above the largest infinity', () => {
  expect(toHalf(2 ** -25)).toBe(0)
  expect(toHalf(Math.fround(2 ** -25 * 1.001))).toBe(1)
  expect(toHalf(1e-40)).toBe(0)
  expect(toHalf(-1e-40)).toBe(0x8000)
  expect(toHalf(Math.fround(HALF_LIMIT - 1))).toBe(0x7bff)
  expect(toHalf(HALF_LIMIT)).toBe(0x7c00)
  expect(toHalf(-1e30)).toBe(0xfc00)
  expect(Number.isNaN(fromHalf(toHalf(NaN)))).toBe(true)
})
