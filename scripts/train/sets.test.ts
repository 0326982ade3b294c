import { describe, expect, it } from 'vitest'
import { parsePenDigits } from '../../src/data/pen-digits'
import { PEN_DIGITS_JSON } from '../../src/data/pen-digits.fixture'
import { penDataSet } from './sets'

describe('the pen digits as a data set', () => {
  const set = penDataSet(parsePenDigits(PEN_DIGITS_JSON), { copies: 3, seed: 1 })

  it('never has a writer in two of its parts', () => {
    // The fixture's digits tell their writers: 1 by writer 1, 7 by 25, 0 and 4 by 26 and 30.
    expect(new Set(set.train.labels)).toEqual(new Set([1]))
    expect(new Set(set.validation?.labels)).toEqual(new Set([7]))
    expect([...set.test.labels]).toEqual([0, 4])
    expect(set.spare?.count).toBe(0)
  })

  it('learns from as many pictures of a digit as asked for, others for another seed', () => {
    expect(set.train.labels).toHaveLength(3)
    const other = penDataSet(parsePenDigits(PEN_DIGITS_JSON), { copies: 3, seed: 2 })
    expect(other.train.images).not.toEqual(set.train.images)
    expect(other.validation).toEqual(set.validation)
    expect(other.test).toEqual(set.test)
  })
})
