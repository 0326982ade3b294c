import { describe, expect, test } from 'vitest'
import { choice, DecodeError, flag, instance, integer, list, nullable, record, tagged, text, within } from './decode'

describe('decoders', () => {
  test('give what fits and name the place of what does not', () => {
    const decode = record({ name: text, sizes: list(integer(1, 9)) }, { on: flag })
    expect(decode({ name: 'a', sizes: [1, 2] }, 'thing')).toEqual({ name: 'a', sizes: [1, 2] })
    expect(decode({ name: 'a', sizes: [], on: true }, 'thing')).toEqual({ name: 'a', sizes: [], on: true })
    expect(() => decode({ name: 'a', sizes: [1, 10] }, 'thing')).toThrow('thing.sizes[1]: expected a whole number in 1 … 9, got 10')
    expect(() => decode({ name: 'a', sizes: [], on: 1 }, 'thing')).toThrow('thing.on: expected true or false, got 1')
    expect(() => decode(null, 'thing')).toThrow(DecodeError)
  })

  test('leave unknown fields out', () => {
    expect(record({ a: text })({ a: 'x', b: 1 }, 'thing')).toEqual({ a: 'x' })
  })

  test('refuse NaN, fractions, and numbers out of range', () => {
    for (const value of [NaN, 1.5, -1, 2 ** 53, '1', null]) expect(() => integer()(value, 'n')).toThrow(DecodeError)
    for (const value of [NaN, 1.1, -0.1, '0.5']) expect(() => within(0, 1)(value, 'p')).toThrow(DecodeError)
  })

  test('choose among literals and classes', () => {
    expect(choice('a', 'b')('b', 'x')).toBe('b')
    expect(() => choice('a', 'b')('c', 'x')).toThrow('x: expected a or b, got "c"')
    expect(nullable(text)(null, 'x')).toBeNull()
    const bytes = new Uint8Array(3)
    expect(instance(Uint8Array, 'bytes')(bytes, 'x')).toBe(bytes)
    expect(() => instance(Uint8Array, 'bytes')([1], 'x')).toThrow('x: expected bytes, got an array of 1')
  })

  test('tell the members of a union apart by their tag', () => {
    const decode = tagged('type', { a: record({ x: text }), b: record({ type: choice('b') }) })
    expect(decode({ type: 'a', x: 'y' }, 'message')).toEqual({ type: 'a', x: 'y' })
    expect(decode({ type: 'b', x: 'y' }, 'message')).toEqual({ type: 'b' })
    for (const value of [{ type: 'toString' }, { type: 1 }, 'a', null, undefined])
      expect(() => decode(value, 'message')).toThrow(DecodeError)
  })

  test('never repeat a long text', () => {
    expect(() => integer()('x'.repeat(1e6), 'n')).toThrow(/^.{0,200}$/)
  })
})
