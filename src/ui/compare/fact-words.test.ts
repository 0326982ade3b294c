import { beforeAll, describe, expect, it } from 'vitest'
import { resolveRunSettings } from '../../nn/spec/training'
import { differencesOf } from '../../state/runs/differences'
import { factsOf, factsOfAll } from '../../state/runs/facts'
import { keptRun } from '../../state/runs/kept-run.fixture'
import type { KeptRun } from '../../state/runs/kept-run'
import { formatFor } from '../kit/format'
import { loadMessages, messagesFor } from '../kit/messages/dictionaries'
import type { Language } from '../../state/app-state'
import { factName, factText } from './fact-words'

beforeAll(() => Promise.all([loadMessages('en'), loadMessages('zh')]))

const base = keptRun('base')
const other = keptRun('other', {
  settings: resolveRunSettings({
    epochs: 4,
    batchSize: 1024,
    seed: 7,
    validation: 5000,
    frozen: ['lstm', 'lstm_1'],
    loss: { type: 'categoricalCrossentropy', labelSmoothing: 0.1 },
    optimizer: { type: 'adam', clipNorm: 1 },
    schedule: { kind: 'cosine', learningRate: 0.003, warmup: 50, changes: [{ step: 1233, learningRate: 0.01 }] },
    augment: { ...base.settings.augment, rotate: 10 },
    earlyStopping: { monitor: 'val_accuracy', minDelta: 0, patience: null, restoreBestWeights: true },
  }),
  data: { kind: 'mnist', trainCount: 80_000, testCount: 10_000, also: [{ kind: 'built-in', trainCount: 20_000 }] },
  engine: { kind: 'webgpu', adapter: 'Some GPU' },
  start: 'current',
})

/** Every difference as a name and its values. */
function told(language: Language, ...runs: readonly KeptRun[]): Readonly<Record<string, string>> {
  const [messages, format] = [messagesFor(language), formatFor(language)]
  return Object.fromEntries(
    differencesOf(runs.map(factsOf)).map((difference) => [
      factName(difference, messages),
      difference.values.map((value) => factText(difference, value, messages, format)).join(' | '),
    ]),
  )
}

describe('differences in words', () => {
  it('are those of the panels', () => {
    expect(told('en', base, other)).toEqual({
      Epochs: '3 | 4',
      'Batch size': '64 | 1,024',
      Seed: '1 | 7',
      Validation: '0 | 5,000',
      'Frozen layers': 'none | lstm, lstm_1',
      Schedule: 'Constant | Cosine',
      'Learning rate': '0.001 | 0.003',
      'Warm-up': '0 | 50',
      'Turned on the way': 'not | 0.01 from step 1,234',
      labelSmoothing: '0 | 0.1',
      clipNorm: '0 | 1',
      Rotation: '0 | 10',
      'Better is': '– | a higher accuracy',
      Patience: '– | none',
      minDelta: '– | 0',
      'Weights to keep': '– | Best epoch',
      Data: '60,000 of MNIST’s | 60,000 of MNIST’s and 20,000 built-in',
      'Begin with': 'Fresh weights | This model',
      Engine: 'CPU | WebGPU',
      'Computes on': 'CPU | Some GPU',
    })
  })

  it('are Chinese in Chinese', () => {
    const chinese = told('zh', base, other)
    expect(chinese['学习率']).toBe('0.001 | 0.003')
    expect(chinese['学习率曲线']).toBe('不变 | 余弦')
    expect(Object.keys(chinese)).toHaveLength(Object.keys(told('en', base, other)).length)
  })

  it('name layers and inputs as Compose does', () => {
    const [layer, ...rest] = base.spec.layers
    if (layer?.type !== 'lstm') throw new Error('the preset begins with an LSTM')
    const changed = {
      ...base,
      spec: { ...base.spec, input: { ...base.spec.input, scan: 'columns' as const }, layers: [{ ...layer, units: 8 }, ...rest] },
    }
    expect(told('en', base, changed)).toEqual({ 'lstm units': `${layer.units} | 8`, 'Input scan': 'rows | columns' })
  })

  it('list the seeds of a group', () => {
    const [messages, format] = [messagesFor('en'), formatFor('en')]
    const seeds = factsOfAll([1, 2, 3].map((seed) => ({ ...base, settings: { ...base.settings, seed } })))
    const seed = seeds.find(({ field }) => field === 'seed')
    expect(seed && factText(seed, seed.value, messages, format)).toBe('1, 2, 3')
  })
})
