import { describe, expect, it } from 'vitest'
import { formatFor } from './format'
import { normalizeNumber, parseNumber } from './NumberField'

const en = formatFor('en')

describe('format', () => {
  it('writes numbers for people', () => {
    expect(en.integer(60000)).toBe('60,000')
    expect(en.decimal(-0.534)).toBe('−0.53')
    expect(en.decimal(-0.001)).toBe('0.00')
    expect(en.percent(0.9824)).toBe('98.2%')
    expect(en.significant(0.00025)).toBe('2.5e-4')
    expect(en.significant(0.001)).toBe('0.001')
    expect(en.bytes(9_912_422)).toBe('9.9 MB')
  })

  it('calls nothing certain that is not', () => {
    expect(en.probability(1)).toBe('100.0%')
    expect(en.probability(0.99999)).toBe('>99.9%')
    expect(en.probability(0.9991)).toBe('99.9%')
    expect(en.probability(0.982)).toBe('98.2%')
  })

  it('writes durations coarsely', () => {
    expect(en.duration(44.6)).toBe('45 sec')
    expect(en.duration(200)).toBe('3 min 20 sec')
    expect(en.duration(180)).toBe('3 min')
    expect(en.duration(3900)).toBe('1 hr 5 min')
    expect(formatFor('zh').duration(200)).toContain('3')
  })
})

describe('number field', () => {
  it('takes what is a number', () => {
    expect(parseNumber(' 0,5 ')).toBe(0.5)
    expect(parseNumber('1e-3')).toBe(0.001)
    expect(parseNumber('')).toBeNaN()
    expect(parseNumber('ten')).toBeNaN()
  })

  it('brings it into range', () => {
    expect(normalizeNumber(3.6, 1, 10, true)).toBe(4)
    expect(normalizeNumber(99, 1, 10, false)).toBe(10)
    expect(normalizeNumber(Number.POSITIVE_INFINITY, 1, 10, true)).toBe(10)
    expect(normalizeNumber(Number.NaN, 1, 10, true)).toBeNull()
  })
})
