import { describe, expect, it } from 'vitest'
import { accuracyTable, commonMistakes, corruptionTable } from './table'
import { wilsonInterval } from '../../src/statistics/wilson'

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

describe('the table of corruptions', () => {
  const labels = Uint8Array.of(0, 7, 7, 7)
  const row = (model: string, set: string, ...answers: number[]) => ({ model, set, labels, answers: Uint8Array.from(answers) })

  it('has a row for every kind, a column for every model, and the mean over kinds with the interval of one set', () => {
    const rows = [row('a', 'fog', 0, 7, 7, 2), row('a', 'stripe', 0, 2, 2, 2), row('b', 'fog', 0, 7, 7, 7), row('b', 'stripe', 1, 2, 2, 2)]
    expect(corruptionTable(rows)).toEqual([
      '| corruption of 4 digits | a | b |',
      '|---|---|---|',
      '| fog | 75.00% (30.06% – 95.44%) | 100.00% (51.01% – 100.00%) |',
      '| stripe | 25.00% (4.56% – 69.94%) | 0.00% (0.00% – 48.99%) |',
      '| **mean of 2** | **50.00%** (15.00% – 85.00%) | **50.00%** (15.00% – 85.00%) |',
    ])
  })
})
