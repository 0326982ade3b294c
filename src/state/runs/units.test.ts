import { describe, expect, it } from 'vitest'
import { defaultRunSettings } from '../../nn/spec/training'
import { epochOf, keptRun } from './kept-run.fixture'
import { countedRuns, figureOf, lastingEpoch, sortUnits, unitsOf } from './units'

const group = { id: 'g', name: 'seeds' }
const accuracies = [0.9, 0.94, 0.92]
const seeds = accuracies.map((accuracy, place) =>
  keptRun(`seed-${place}`, { began: 10 + place, group, colour: 3, epochs: [epochOf(0, accuracy)], seconds: 10 * (place + 1) }),
)
const lone = keptRun('lone', { name: 'lone 10', began: 11, epochs: [epochOf(0, 0.93)] })
const unmeasured = keptRun('unmeasured', { name: 'lone 9', began: 1, epochs: [], outcome: 'stopped' })

describe('unitsOf', () => {
  it('keeps the runs of a group together, where the first of them began', () => {
    const units = unitsOf([...seeds, lone, unmeasured])
    expect(units.map(({ id, name, isGroup }) => [id, name, isGroup])).toEqual([
      ['unmeasured', 'lone 9', false],
      ['g', 'seeds', true],
      ['lone', 'lone 10', false],
    ])
    expect(units[1]).toMatchObject({ colour: 3, runs: seeds })
  })
})

describe('figureOf', () => {
  it('is mean, deviation and number of the runs that came to their end', () => {
    const stopped = keptRun('seed-3', { began: 20, group, outcome: 'stopped', epochs: [epochOf(0, 0.1)] })
    const [unit] = unitsOf([...seeds, stopped])
    const spread = figureOf(unit!, 'accuracy')
    expect(countedRuns(unit!)).toEqual(seeds)
    expect(spread?.count).toBe(3)
    expect(spread?.mean).toBeCloseTo(0.92, 12)
    // √(((−0.02)² + 0.02² + 0²) / 2)
    expect(spread?.deviation).toBeCloseTo(0.02, 12)
    expect(figureOf(unit!, 'seconds')?.mean).toBe(20)
  })

  it('of a run alone is its own, and none where there is none yet', () => {
    const [before, after] = unitsOf([unmeasured, lone])
    expect(figureOf(before!, 'accuracy')).toBeNull()
    expect(figureOf(before!, 'epochs')?.mean).toBe(0)
    expect(figureOf(after!, 'accuracy')).toEqual({ mean: 0.93, deviation: null, count: 1 })
  })

  it('is of the weights that the run left', () => {
    const earlyStopping = { monitor: 'val_accuracy', minDelta: 0, patience: null, restoreBestWeights: true } as const
    const epochs = [epochOf(0, 0.9), epochOf(1, 0.97), epochOf(2, 0.95)]
    const judged = keptRun('judged', { epochs, settings: { ...defaultRunSettings, earlyStopping } })
    expect(lastingEpoch(judged)?.epoch).toBe(1)
    // What was stopped kept its last weights.
    expect(lastingEpoch({ ...judged, outcome: 'stopped' })?.epoch).toBe(2)
    expect(lastingEpoch(keptRun('plain', { epochs }))?.epoch).toBe(2)
  })
})

describe('sortUnits', () => {
  const units = unitsOf([...seeds, lone, unmeasured])
  const sorted = (...by: readonly [Parameters<typeof sortUnits>[1], boolean]) => sortUnits(units, ...by).map(({ id }) => id)

  it('sorts groups by their means, and what has no value last either way', () => {
    expect(sorted('accuracy', true)).toEqual(['lone', 'g', 'unmeasured'])
    expect(sorted('accuracy', false)).toEqual(['g', 'lone', 'unmeasured'])
  })

  it('sorts by date, and names by the numbers in them', () => {
    expect(sorted('began', true)).toEqual(['lone', 'g', 'unmeasured'])
    expect(sorted('name', false)).toEqual(['unmeasured', 'lone', 'g'])
  })

  it('has values that are no numbers last', () => {
    const broken = keptRun('broken', { epochs: [{ ...epochOf(0, 0.9), testLoss: NaN }] })
    expect(sortUnits(unitsOf([broken, lone]), 'loss', false).map(({ id }) => id)).toEqual(['lone', 'broken'])
  })
})
