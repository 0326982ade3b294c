import { describe, expect, it } from 'vitest'
import { splitByWriter } from '../src/data/pen-digits'
import { penPlainSet } from '../src/data/pen-digits-pictures'
import { loadPenDigits } from './pen-digits'
import { findTestData } from './test-data'

describe.skipIf(findTestData().penDigits === null)('the pen digits', () => {
  it('are 7,494 by 30 writers, of whom two choose and five validate', async () => {
    const digits = await loadPenDigits()
    expect(digits).toHaveLength(7494)
    const { train, choosing, validation } = splitByWriter(digits)
    expect(new Set(train.map(({ writer }) => writer)).size).toBe(23)
    expect(new Set(choosing.map(({ writer }) => writer))).toEqual(new Set([24, 25]))
    expect([...new Set(validation.map(({ writer }) => writer))].toSorted((a, b) => a - b)).toEqual([26, 27, 28, 29, 30])
    expect(validation).toHaveLength(1248)
    const { labels } = penPlainSet('Pen digits', validation)
    for (let label = 0; label < 10; label++) expect(labels.filter((other) => other === label).length).toBeGreaterThan(100)
  })
})
