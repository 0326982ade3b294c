import { describe, expect, it } from 'vitest'
import { formatFor } from './format'

const en = formatFor('en')

describe('format', () => {
  it('writes numbers for people', () => {
    expect(en.integer(60000)).toBe('60,000')
    expect(en.decimal(-0.534)).toBe('−0.53')
    expect(en.decimal(-0.001)).toBe('0.00')
    expect(en.percent(0.9824)).toBe('98.2%')
    expect(en.significant(0.00025)).toBe('0.00025')
    expect(en.significant(0.000025)).toBe('2.5e-5')
    expect(en.significant(1 / 30000)).toBe('3.33e-5')
    expect(en.significant(0.001)).toBe('0.001')
    expect([1024, 0.00025, 1e-6, 4_294_967_295, -0.5].map((value) => en.typed(value))).toEqual([
      '1,024',
      '0.00025',
      '1e-6',
      '4,294,967,295',
      '−0.5',
    ])
    expect([0, 40, 9_912_422].map((count) => en.bytes(count))).toEqual(['0 B', '40 B', '9.9 MB'])
  })

  it('calls nothing certain that is not', () => {
    expect(en.probability(1)).toBe('100.0%')
    expect(en.probability(0.99999)).toBe('>99.9%')
    expect(en.probability(0.9991)).toBe('99.9%')
    expect(en.probability(0.982)).toBe('98.2%')
  })

  it('writes durations coarsely', () => {
    expect([0, 0.83, 9.94, 9.96].map((seconds) => en.duration(seconds))).toEqual(['0 sec', '0.8 sec', '9.9 sec', '10 sec'])
    expect(en.duration(44.6)).toBe('45 sec')
    expect(en.duration(200)).toBe('3 min 20 sec')
    expect(en.duration(180)).toBe('3 min')
    expect(en.duration(3900)).toBe('1 hr 5 min')
    expect(formatFor('zh').duration(200)).toContain('3')
  })
})
