import { describe, expect, it } from 'vitest'
import { bytes, float, integer, integers, message, text, texts } from './protobuf'

const hex = (field: Uint8Array) => Array.from(field, (byte) => byte.toString(16).padStart(2, '0')).join(' ')

describe('the wire format', () => {
  // The first three are the examples of the format's documentation.
  it.each([
    ['an integer', integer(1, 150), '08 96 01'],
    ['a text', text(2, 'testing'), '12 07 74 65 73 74 69 6e 67'],
    ['a nested message', bytes(3, integer(1, 150)), '1a 03 08 96 01'],
    ['packed integers', integers(6, [3, 270, 86942]), '32 06 03 8e 02 9e a7 05'],
    ['a float', float(2, 1.5), '15 00 00 c0 3f'],
    ['a field number above 15', integer(20, 1), 'a0 01 01'],
    ['an integer above 32 bits', integer(1, 2 ** 40), '08 80 80 80 80 80 20'],
    ['zero', integer(1, 0), '08 00'],
    ['a repeated text', texts(1, ['a', '']), '0a 01 61 0a 00'],
    ['a message', message(integer(1, 1), integer(2, 2)), '08 01 10 02'],
  ])('encodes %s', (_, field, expected) => {
    expect(hex(field)).toBe(expected)
  })

  it('refuses what it cannot encode', () => {
    expect(() => integer(1, -1)).toThrow(RangeError)
    expect(() => integer(1, 0.5)).toThrow(RangeError)
  })
})
