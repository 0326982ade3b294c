import { describe, expect, it } from 'vitest'
import { accuracyTable, commonMistakes } from './table'
import { wilsonInterval } from './wilson'

describe('wilsonInterval', () => {
  it('is that of the published example, and stays within 0 and 1', () => {
    // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    const rounded = [wilsonInterval(81, 263), wilsonInterval(15, 148), wilsonInterval(0, 20), wilsonInterval(1, 29)]
    expect(rounded.map((interval) => interval.map((end) => end.toFixed(4)))).toEqual([
      ['0.2553', '0.3662'],
      ['0.0624', '0.1605'],
      ['0.0000', '0.1611'],
      ['0.0061', '0.1718'],
    ])
    expect(wilsonInterval(20, 20)[1]).toBe(1)
  })
})

describe('the table of accuracies', () => {
  const row = { model: 'made', set: 'Four digits', labels: Uint8Array.of(0, 7, 7, 7), answers: Uint8Array.of(0, 2, 7, 2) }

  it('counts in all and by class', () => {
    const [, , line] = accuracyTable([row])
    expect(line).toBe('| made | Four digits (4) | **50.00%** | 15.00% – 85.00% | 100.0% | – | – | – | – | – | – | 33.3% | – | – |')
  })

  it('names the commonest mistakes', () => {
    expect(commonMistakes(row, 3)).toEqual(['7→2 2'])
  })
})
