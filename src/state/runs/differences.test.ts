import { describe, expect, it } from 'vitest'
import { inputOf } from '../../nn/spec/input'
import type { InputSpec, LayerSpec } from '../../nn/spec/model-spec'
import { parseModelSpec } from '../../nn/spec/parse'
import { defaultRunSettings, resolveRunSettings } from '../../nn/spec/training'
import { differencesOf } from './differences'
import { factsOf, factsOfAll } from './facts'
import type { KeptRun } from './kept-run'
import { keptRun } from './kept-run.fixture'

const lstm = { type: 'lstm', units: 16, returnSequences: false, direction: 'forward' } as const
const answer = { type: 'dense', units: 10, activation: 'softmax' } as const
const networkOf = (...layers: readonly LayerSpec[]) => parseModelSpec({ version: 1, layers: [...layers, answer] })

const base = keptRun('base', { spec: networkOf(lstm, { type: 'dropout', rate: 0.5 }) })

/** What differs, in short: `schedule learningRate 0.001 → 0.003`. */
function told(...runs: readonly KeptRun[]): readonly string[] {
  return differencesOf(runs.map(factsOf)).map(({ owner, layer, field, values }) =>
    [layer === null ? owner : layer, field, values.map((value) => JSON.stringify(value) ?? '–').join(' → ')].join(' '),
  )
}

describe('differencesOf', () => {
  it('is nothing for the same settings, whatever came of them', () => {
    expect(told(base, { ...base, id: 'other', name: 'other', epochs: [], seconds: 1, outcome: 'stopped' })).toEqual([])
  })

  it('names fields of settings and of layers as their definitions do', () => {
    const settings = { ...defaultRunSettings, schedule: { ...defaultRunSettings.schedule, learningRate: 0.003 } }
    const other = keptRun('other', { settings, spec: networkOf(lstm, { type: 'dropout', rate: 0 }) })
    expect(told(base, other)).toEqual(['schedule learningRate 0.001 → 0.003', 'dropout rate 0.5 → 0'])
  })

  it('knows every setting of a run', () => {
    const settings = resolveRunSettings({
      epochs: 4,
      batchSize: 32,
      seed: 7,
      validation: 1000,
      loss: { type: 'meanSquaredError' },
      optimizer: { type: 'sgd', momentum: 0.9 },
      schedule: { kind: 'cosine', learningRate: 0.1, warmup: 50, changes: [{ step: 99, learningRate: 0.01 }] },
      augment: { ...defaultRunSettings.augment, rotate: 10 },
      earlyStopping: { monitor: 'val_loss', minDelta: 0, patience: 3, restoreBestWeights: true },
    })
    const fields = told(base, keptRun('other', { settings, spec: base.spec })).map((line) => line.split(' ').slice(0, 2).join(' '))
    expect(fields).toEqual(
      expect.arrayContaining([
        'settings epochs',
        'settings batchSize',
        'settings seed',
        'settings validation',
        'schedule kind',
        'schedule learningRate',
        'schedule warmup',
        'schedule changes',
        'loss type',
        'optimizer type',
        'optimizer momentum',
        'augment rotate',
        'earlyStopping monitor',
        'earlyStopping patience',
        'earlyStopping restoreBestWeights',
      ]),
    )
    expect(told(base, keptRun('other', { settings, spec: base.spec }))).toContain('schedule changes [] → [[100,0.01]]')
  })

  it('tells a layer that only one has by the list of layers, and by what was set in it', () => {
    const other = { ...base, spec: networkOf({ ...lstm, returnSequences: true }, { ...lstm, units: 64 }, { type: 'dropout', rate: 0.5 }) }
    const lines = told(base, other)
    expect(lines).toContain('lstm returnSequences false → true')
    expect(lines).toContain('lstm_1 units – → 64')
    expect(lines).toContain('network layers ["lstm","dropout","dense"] → ["lstm","lstm_1","dropout","dense"]')
    expect(lines.some((line) => line.startsWith('lstm_1 kernelInitializer'))).toBe(false)
  })

  it('tells of the input what makes a difference: rows have no patches, and a picture has no blank timesteps', () => {
    const scanned = (input: Partial<InputSpec>) => keptRun('other', { spec: { ...base.spec, input: inputOf(input) } })
    expect(told(base, scanned({ scan: 'columns', patch: 4 }))).toEqual(['input scan "rows" → "columns"'])
    expect(told(base, scanned({ scan: 'patches', patch: 4 }))).toEqual(['input scan "rows" → "patches"', 'input patch – → 4'])
    expect(told(base, scanned({ scan: 'image' }))).toEqual(['input scan "rows" → "image"'])
    expect(told(base, scanned({ skipBlank: true }))).toEqual(['input skipBlank false → true'])
  })

  it('compares answering layers with each other, whatever stands before them', () => {
    const other = { ...base, spec: networkOf(lstm, { type: 'dropout', rate: 0.5 }, { type: 'dense', units: 32, activation: 'relu' }) }
    expect(told(base, other).filter((line) => line.startsWith('answer'))).toEqual([])
    expect(told(base, other)).toContain('dense units – → 32')
  })

  it('knows data, engine and beginning', () => {
    const data = { kind: 'mnist', trainCount: 80_000, testCount: 10_000, also: [{ kind: 'built-in', trainCount: 20_000 }] } as const
    const other: KeptRun = { ...base, data, start: 'current', engine: { kind: 'webgpu', adapter: 'Some GPU' } }
    expect(told(base, other)).toEqual([
      'data sets [["mnist",60000]] → [["mnist",60000],["built-in",20000]]',
      'run start "fresh" → "current"',
      'run engine "cpu" → "webgpu"',
      'run adapter "CPU" → "Some GPU"',
    ])
  })

  it('compares many at once, also where one has no such field', () => {
    const sgd = { ...base, settings: resolveRunSettings({ epochs: 3, batchSize: 64, seed: 1, optimizer: { type: 'sgd', momentum: 0.5 } }) }
    const lines = told(base, sgd, base)
    expect(lines).toContain('optimizer type "adam" → "sgd" → "adam"')
    expect(lines).toContain('optimizer momentum – → 0.5 → –')
    expect(lines).toContain('optimizer beta1 0.9 → – → 0.9')
  })
})

describe('factsOfAll', () => {
  it('has each value of a group once', () => {
    const seeds = [1, 2, 2, 3].map((seed) => ({ ...base, settings: { ...base.settings, seed } }))
    const differing = factsOfAll(seeds).filter(({ value }) => typeof value === 'object' && value !== null && 'each' in value)
    expect(differing).toMatchObject([{ owner: 'settings', field: 'seed', value: { each: [1, 2, 3] } }])
    expect(factsOfAll([base])).toEqual(factsOf(base))
  })
})
