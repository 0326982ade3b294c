import { describe, expect, it } from 'vitest'
import { DIGITS } from '../../core/task'
import { LETTERS } from '../../testing/sets/letters'
import { dataSetIds, dataSets, decodeDataSet, firstSetOf, madeBeside, madeSetOf, standInFor } from './registry'

describe('the registry of data sets', () => {
  it('names the set to load for a task, the one to make, and what stands in', () => {
    expect(dataSetIds).toEqual(['mnist', 'built-in'])
    expect([firstSetOf(DIGITS), madeSetOf(DIGITS)]).toEqual(['mnist', 'built-in'])
    expect([firstSetOf(LETTERS), madeSetOf(LETTERS)]).toEqual([null, null])
    expect(dataSetIds.map(standInFor)).toEqual(['built-in', null])
    expect(dataSetIds.map(madeBeside)).toEqual(['built-in', null])
  })

  it('says whose pictures they are, and names what stands in by its id', () => {
    for (const id of dataSetIds) {
      expect(dataSets[id].licence).not.toBe('')
      expect([null, ...dataSetIds]).toContain(dataSets[id].standIn)
    }
  })

  it('hears of no other set', () => {
    expect(decodeDataSet('mnist', 'kind')).toBe('mnist')
    for (const other of ['letters', 'toString', '', null]) expect(() => decodeDataSet(other, 'kind')).toThrow('kind')
  })
})
