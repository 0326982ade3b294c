import { describe, expect, it } from 'vitest'
import { parseNumber, stepNumber, takeNumber } from './typed-number'

describe('a number as it is typed', () => {
  it.each([
    ['64', 64],
    [' 0.5 ', 0.5],
    ['.5', 0.5],
    ['5.', 5],
    ['+3', 3],
    ['-0.25', -0.25],
    ['−0.25', -0.25],
    ['1e-3', 0.001],
    ['1E-3', 0.001],
    ['2.5e+2', 250],
    // Groups of three.
    ['1,024', 1024],
    ['1,024.5', 1024.5],
    ['1,234,567', 1_234_567],
    ['1 024', 1024],
    ['1\u2009024', 1024],
    ['1\u00a0024', 1024],
    ['1\u202f024', 1024],
    ['60’000', 60_000],
    ["60'000", 60_000],
    ['60_000', 60_000],
    ['1.234.567', 1_234_567],
    ['1.024,5', 1024.5],
    // One comma with anything else around it is a decimal one.
    ['0,5', 0.5],
    [',5', 0.5],
    ['1,5', 1.5],
    ['1,02', 1.02],
    ['0,001', 0.001],
    ['0,0015', 0.0015],
    ['1024,125', 1024.125],
    ['1,5e-3', 0.0015],
    // One point is always decimal.
    ['1.024', 1.024],
    // A Chinese keyboard.
    ['６４', 64],
    ['０．００１', 0.001],
    ['0。001', 0.001],
    ['０。５', 0.5],
    ['0｡5', 0.5],
    ['1，024', 1024],
    ['１，０２４', 1024],
    ['１ｅ－３', 0.001],
    ['50%', 0.5],
    ['0.7 %', 0.007],
    ['５０％', 0.5],
  ])('%s is %d', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })

  it.each([
    '',
    ' ',
    'abc',
    'ten',
    '12 34',
    '1,024,5',
    '1,2,3',
    '1.2.3',
    '0x10',
    'Infinity',
    'NaN',
    '1e',
    'e5',
    '--1',
    '1-2',
    '5 px',
    '%',
    '.',
    ',',
    '-',
    '1..2',
    '1e2.5',
    '0b1',
  ])('%j says none', (text) => {
    expect(parseNumber(text)).toBeNaN()
  })

  it('is read whole, however long', () => {
    for (const text of ['1,'.repeat(50_000), '1 '.repeat(50_000), '1.000'.repeat(20_000)]) expect(parseNumber(text)).toBeNaN()
    expect(parseNumber('9'.repeat(100_000))).toBe(Infinity)
  })
})

describe('a field', () => {
  const batch = { min: 1, max: 1024, integer: true }
  const rate = { min: 1e-6, max: 10, integer: false }

  it('takes what is in its range', () => {
    expect(takeNumber('1,024', batch)).toEqual({ value: 1024 })
    expect(takeNumber('0,003', rate)).toEqual({ value: 0.003 })
  })

  it('says of everything else why not, and changes nothing', () => {
    expect(takeNumber('abc', rate)).toEqual({ problem: 'notANumber' })
    expect(takeNumber('', batch)).toEqual({ problem: 'notANumber' })
    expect(takeNumber('5000', batch)).toEqual({ problem: 'tooLarge' })
    expect(takeNumber('1e999', batch)).toEqual({ problem: 'tooLarge' })
    expect(takeNumber('0', batch)).toEqual({ problem: 'tooSmall' })
    expect(takeNumber('3.6', batch)).toEqual({ problem: 'notWhole' })
  })

  it('steps to the ends of its range and not beyond', () => {
    expect(stepNumber(64, 1, 'double', batch)).toBe(128)
    expect(stepNumber(1000, 1, 'double', batch)).toBe(1024)
    expect(stepNumber(1, -1, 'double', batch)).toBe(1)
    expect(stepNumber(0.2, 1, 0.1, { min: 0, max: 1, integer: false })).toBe(0.3)
  })
})
