import { describe, expect, it } from 'vitest'
import { DecodeError } from '../core/decode'
import { parsePenDigits, splitByWriter } from './pen-digits'
import { PEN_DIGITS_JSON } from './pen-digits.fixture'

describe('parsePenDigits', () => {
  it('reads lines of points in the unit square of the tablet', () => {
    const digits = parsePenDigits(PEN_DIGITS_JSON)
    expect(digits).toHaveLength(4)
    expect(digits[0]).toEqual({
      label: 1,
      writer: 1,
      lines: [
        [
          [0.5, 0.2],
          [0.5, 0.4],
          [0.5, 0.6],
        ],
      ],
    })
    expect(digits[1]?.lines.map((line) => line.length)).toEqual([3, 2])
  })

  it.each([
    ['what is no JSON', '[{', 'pen digits: expected JSON'],
    ['what is no list', '{}', 'pen digits: expected an array'],
    ['a label that is no digit', '[{"label":10,"writer":1,"strokes":[[1,2]]}]', 'pen digits[0].label'],
    ['a label without a number', '[{"label":"__proto__","writer":1,"strokes":[[1,2]]}]', 'pen digits[0].label'],
    ['a writer who is none', '[{"label":1,"writer":0.5,"strokes":[[1,2]]}]', 'pen digits[0].writer'],
    ['a digit without a stroke', '[{"label":1,"writer":1,"strokes":[]}]', 'pen digits[0].strokes: expected at least one stroke'],
    ['a stroke without a point', '[{"label":1,"writer":1,"strokes":[[]]}]', 'pen digits[0].strokes[0]: expected pairs'],
    ['half a point', '[{"label":1,"writer":1,"strokes":[[1,2],[1,2,3]]}]', 'pen digits[0].strokes[1]: expected pairs'],
    ['a point beside the tablet', '[{"label":1,"writer":1,"strokes":[[1,1e9]]}]', 'pen digits[0].strokes[0][1]'],
    ['a point that is a text', '[{"label":1,"writer":1,"strokes":[["1",2]]}]', 'pen digits[0].strokes[0][0]'],
    ['more strokes than anybody makes', `[{"label":1,"writer":1,"strokes":[${'[1,2],'.repeat(30)}[1,2]]}]`, 'pen digits[0].strokes'],
  ])('refuses %s, and says where', (_, json, where) => {
    const parse = () => parsePenDigits(json)
    expect(parse).toThrow(DecodeError)
    expect(parse).toThrow(where)
  })
})

describe('splitByWriter', () => {
  it('chooses with writers 24 and 25, validates with 26 to 30 and trains with all others', () => {
    const { train, choosing, validation } = splitByWriter(parsePenDigits(PEN_DIGITS_JSON))
    expect(train.map(({ writer }) => writer)).toEqual([1])
    expect(choosing.map(({ writer }) => writer)).toEqual([25])
    expect(validation.map(({ writer }) => writer)).toEqual([26, 30])
  })
})
