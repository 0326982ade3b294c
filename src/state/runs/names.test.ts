import { describe, expect, it } from 'vitest'
import { RUN_COLOURS } from './kept-run'
import { keptRun } from './kept-run.fixture'
import { labelsFor, newId, nextColour, nextName } from './names'

describe('names', () => {
  it('count what there is of a network', () => {
    expect(nextName('row-lstm', [])).toBe('row-lstm 1')
    const runs = ['row-lstm 2', 'row-lstm 12', 'row-lstm best', 'row-gru 40', 'mine'].map((name) => keptRun(name, { name }))
    expect(nextName('row-lstm', runs)).toBe('row-lstm 13')
  })

  it('of a group are one name with the numbers of its runs', () => {
    const first = keptRun('a', labelsFor('row-lstm', 'g', []))
    expect(first).toMatchObject({ name: 'row-lstm 1.1', group: { id: 'g', name: 'row-lstm 1' }, colour: 0 })
    const other = keptRun('b', { name: 'mine', colour: 1 })
    expect(labelsFor('row-lstm', 'g', [first, other])).toEqual({ name: 'row-lstm 1.2', group: first.group, colour: 0 })
    expect(labelsFor('row-lstm', null, [first, other])).toEqual({ name: 'row-lstm 2', group: null, colour: 2 })
    const renamed = { ...first, group: { id: 'g', name: 'five' } }
    expect(labelsFor('row-lstm', 'g', [renamed]).name).toBe('five.2')
  })
})

describe('colours', () => {
  it('are given in turn, and again the one that the fewest have', () => {
    const runs = Array.from({ length: RUN_COLOURS }, (_, colour) => keptRun(`run-${colour}`, { colour }))
    expect(nextColour([])).toBe(0)
    expect(nextColour(runs.slice(0, 3))).toBe(3)
    expect(nextColour(runs)).toBe(0)
    expect(nextColour(runs.toSpliced(4, 1))).toBe(4)
  })
})

it('ids are not given twice, and can be stored', () => {
  const ids = Array.from({ length: 1000 }, newId)
  expect(new Set(ids).size).toBe(1000)
  for (const id of ids) expect(id).toMatch(/^[\w-]{1,40}$/)
})
