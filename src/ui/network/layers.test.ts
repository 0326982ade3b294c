import { describe, expect, it } from 'vitest'
import type { Trace, TraceSignal } from '../../nn/engine'
import { inputOf } from '../../nn/spec/input'
import type { ModelSpec } from '../../nn/spec/model-spec'
import { parseModelSpec } from '../../nn/spec/parse'
import { presets } from '../../nn/spec/presets'
import {
  beliefBeside,
  beliefSteps,
  findSignal,
  isFitted,
  liveliestUnit,
  modelView,
  pictureOf,
  pixelsOf,
  readsBackward,
  rowsBeside,
  sameStep,
  seenPlaces,
  type SequenceLayer,
  shownLayer,
  signalValue,
  stepKindOf,
} from './layers'

const answer = { type: 'dense', units: 10, activation: 'softmax' }

function modelOf(layers: readonly object[], input: object = {}): ReturnType<typeof modelView> {
  return modelView(parseModelSpec({ version: 1, input, layers }))
}

function sequence(model: ReturnType<typeof modelView>, name: string): SequenceLayer {
  const layer = shownLayer(model, name)
  if (layer?.form !== 'sequence' || layer.name !== name) throw new Error(`${name} is no sequence`)
  return layer
}

// [26,3] after a convolution, two stacked LSTMs, the second one's belief
const stacked = modelOf([
  { type: 'conv1d', filters: 3, kernel: 3 },
  { type: 'dropout' },
  { type: 'lstm', units: 3, returnSequences: true },
  { type: 'lstm', units: 2 },
  answer,
])

describe('modelView', () => {
  it('lists what has signals in the order of the picture’s way, the answer apart', () => {
    expect(stacked.layers.map(({ name, form, ordinal }) => [name, form, ordinal])).toEqual([
      ['conv1d', 'sequence', 0],
      ['lstm', 'sequence', 1],
      ['lstm_1', 'sequence', 2],
    ])
    expect(stacked.belief).toMatchObject({ steps: 26, classes: 10, direction: 'forward' })
    expect(shownLayer(stacked, null)?.name).toBe('lstm')
    expect(shownLayer(stacked, 'lstm_1')?.signals.map(({ symbol }) => symbol)).toEqual(['i', 'f', 'o', 'C̃', 'C', 'h'])
  })

  it('can show every preset before anything was read', () => {
    for (const { spec } of Object.values<{ spec: ModelSpec }>(presets)) {
      const model = modelView(spec)
      expect(shownLayer(model, null)).not.toBeNull()
      expect(model.order).toHaveLength(784)
      expect(model.steps * model.features).toBe(784)
    }
  })

  it('has pictures and no belief for a model that keeps no time', () => {
    const cnn = modelView(presets.cnn.spec)
    expect(cnn.belief).toBeNull()
    expect(cnn.layers.every(({ form }) => form === 'picture')).toBe(true)
    const [first, pool] = cnn.layers
    expect(first).toMatchObject({ height: 26, width: 26, sight: { size: 3, stride: 1, before: 0 } })
    expect(pool).toMatchObject({ height: 13, width: 13, sight: { size: 4, stride: 2, before: 0 } })
  })

  it('colours what a pool picks like what it picks from', () => {
    const roles = (activation: string) =>
      modelOf([{ type: 'conv1d', activation }, { type: 'maxPool1d' }, { type: 'gru', units: 2 }, answer]).layers[1]?.signals[0]?.role
    expect([roles('relu'), roles('linear')]).toEqual(['activation', 'output'])
  })

  it('shows the values of a layer behind the last state as a picture of one place', () => {
    const model = modelOf([{ type: 'lstm', units: 4 }, { type: 'dense', units: 7, activation: 'relu' }, answer])
    expect(model.layers[1]).toMatchObject({ name: 'dense', form: 'picture', height: 1, width: 1, units: 7, sight: null })
  })

  it('gives both directions’ units side by side', () => {
    const layer = sequence(modelOf([{ type: 'lstm', units: 4, direction: 'both' }, answer]), 'lstm')
    expect(layer).toMatchObject({ units: 8, direction: 'both' })
    expect([readsBackward(layer, 3), readsBackward(layer, 4)]).toEqual([false, true])
  })

  it('knows whose colours follow the reading', () => {
    expect(stacked.layers.map((layer) => layer.signals.map((signal) => isFitted(signal)))).toEqual([
      [true],
      Array(6).fill(false),
      Array(6).fill(false),
    ])
  })
})

describe('what a step sees', () => {
  it('adds up through windows', () => {
    expect(sequence(stacked, 'lstm').sight).toEqual({ size: 3, stride: 1, before: 0 })
    const pooled = modelOf([
      { type: 'conv1d', filters: 2, kernel: 3, padding: 'same' },
      { type: 'maxPool1d', size: 2 },
      { type: 'conv1d', filters: 2, kernel: 3 },
      { type: 'gru', units: 2 },
      answer,
    ])
    expect(sequence(pooled, 'gru')).toMatchObject({ steps: 12, sight: { size: 8, stride: 2, before: 1 } })
    expect(rowsBeside(pooled, sequence(pooled, 'conv1d'))).toEqual({ stride: 1, offset: 0 })
    expect(rowsBeside(pooled, sequence(pooled, 'maxPool1d'))).toEqual({ stride: 2, offset: 0 })
    expect(rowsBeside(pooled, sequence(pooled, 'gru'))).toEqual({ stride: 2, offset: 2 })
  })

  it('is a band of rows of a picture whose rows became steps behind convolutions', () => {
    const best = modelView(presets.best.spec)
    const lstm = sequence(best, 'lstm')
    expect(best.layers.map(({ form }) => form)).toEqual(['picture', 'picture', 'picture', 'picture', 'picture', 'sequence'])
    expect(best.belief).toMatchObject({ steps: 7, direction: 'both' })
    expect(lstm).toMatchObject({ steps: 7, units: 256, sight: { size: 14, stride: 4, before: 5 } })
    expect(rowsBeside(best, lstm)).toEqual({ stride: 4, offset: 0 })
    expect([0, 1, 6].map((step) => seenPlaces(lstm.sight, step, best.steps))).toEqual([
      [0, 8],
      [0, 12],
      [19, 27],
    ])
    const [first, last] = seenPlaces(lstm.sight, 2, best.steps)
    expect([pixelsOf(best, first, last).at(0), pixelsOf(best, first, last).at(-1)]).toEqual([3 * 28, 17 * 28 - 1])
  })

  it('is a row where a picture’s own rows are the steps', () => {
    const model = modelOf([{ type: 'flatten', within: 'step' }, { type: 'gru', units: 2 }, answer], { scan: 'image' })
    const gru = sequence(model, 'gru')
    expect([gru.steps, stepKindOf(model, gru), rowsBeside(model, gru)]).toEqual([28, 'row', { stride: 1, offset: 0 }])
  })

  it('ends with the picture', () => {
    expect(seenPlaces({ size: 3, stride: 1, before: 1 }, 0, 28)).toEqual([0, 1])
    expect(seenPlaces({ size: 3, stride: 1, before: 1 }, 27, 28)).toEqual([26, 27])
    expect(seenPlaces({ size: 3, stride: 1, before: 0 }, 4, 28)).toEqual([4, 6])
  })

  it('is a row, a column, a patch, a pixel, or several of them', () => {
    const kindOf = (input: object) => {
      const model = modelOf([{ type: 'rnn', units: 2 }, answer], input)
      return stepKindOf(model, sequence(model, 'rnn'))
    }
    expect([{}, { scan: 'columns' }, { scan: 'patches' }, { scan: 'pixels' }].map(kindOf)).toEqual(['row', 'column', 'patch', 'pixel'])
    expect(stepKindOf(stacked, sequence(stacked, 'lstm'))).toBe('step')
  })

  it('is a square for a patch, from the right in every second row of a serpentine', () => {
    const input = { scan: 'patches', patch: 14, order: 'serpentine' }
    const model = modelOf([{ type: 'rnn', units: 2 }, answer], input)
    const third = pixelsOf(model, 2, 2)
    expect(third).toHaveLength(196)
    expect([Math.min(...third), Math.max(...third)]).toEqual([14 * 28 + 14, 783])
    expect(rowsBeside(model, sequence(model, 'rnn'))).toBeNull()
  })

  it('puts a sequence back into a picture', () => {
    const model = modelOf([{ type: 'rnn', units: 2 }, answer], inputOf({ scan: 'columns' }))
    const columns = Float32Array.from({ length: 784 }, (_, place) => place)
    expect(pictureOf(model, columns).slice(0, 3)).toEqual(Float32Array.of(0, 28, 56))
  })
})

describe('another layer', () => {
  it('is shown at the same part of the picture, at its end from the end', () => {
    const conv = sequence(stacked, 'conv1d')
    const pooled = modelOf([
      { type: 'lstm', units: 2, returnSequences: true },
      { type: 'maxPool1d', size: 2 },
      { type: 'lstm', units: 2 },
      answer,
    ])
    const [before, , after] = pooled.layers
    expect(sameStep(conv, sequence(stacked, 'lstm'), 7)).toBe(7)
    expect(sameStep(before!, after!, 13)).toBe(6)
    expect(sameStep(before!, after!, 27)).toBe(13)
    expect(sameStep(after!, before!, 13)).toBe(27)
    expect(sameStep(null, before!, 13)).toBe(0)
  })
})

describe('the belief beside a layer', () => {
  it('is that of the last step which has seen no more', () => {
    const model = modelOf([
      { type: 'lstm', units: 2, returnSequences: true },
      { type: 'maxPool1d', size: 2 },
      { type: 'lstm', units: 2 },
      answer,
    ])
    expect(beliefSteps(sequence(stacked, 'lstm'), stacked.belief!)).toEqual(Array.from({ length: 26 }, (_, step) => step))
    expect(beliefSteps(sequence(model, 'lstm'), model.belief!).slice(0, 5)).toEqual([-1, 0, 0, 1, 1])
    expect(beliefSteps(sequence(model, 'lstm'), model.belief!).at(-1)).toBe(13)
  })

  it('is no number where there is none yet', () => {
    expect(beliefBeside(Float32Array.of(0.25, 0.75, 1, 0), [-1, 0, 0, 1], 2)).toEqual(
      Float32Array.of(Number.NaN, Number.NaN, 0.25, 0.75, 0.25, 0.75, 1, 0),
    )
  })
})

describe('signals of a trace', () => {
  const small = modelOf([{ type: 'lstm', units: 3, returnSequences: true }, { type: 'lstm', units: 2 }, answer], {
    scan: 'patches',
    patch: 14,
  })
  const [first, second] = small.layers
  // [4,3]
  const cell: TraceSignal = { layer: 'lstm', name: 'c', shape: [4, 3], data: Float32Array.of(0, 0.5, 1, 0.25, -2, 1, 0, 0, 1, 0, 0, 1) }
  const trace: Trace = {
    input: { shape: [4, 196], data: new Float32Array(784) },
    signals: [cell],
    belief: { shape: [4, 10], data: new Float32Array(40) },
    probabilities: new Float32Array(10),
  }

  it('finds a signal by layer and name and a value by step and unit', () => {
    expect(findSignal(trace, first!, 'c')).toBe(cell)
    expect(signalValue(cell, 1, 1)).toBe(-2)
    expect(signalValue(cell, 4, 0)).toBeNull()
  })

  it('finds nothing in the trace of another model', () => {
    const wider = modelOf([{ type: 'lstm', units: 4 }, answer], { scan: 'patches', patch: 14 })
    expect(findSignal(trace, second!, 'c')).toBeNull()
    expect(findSignal(trace, wider.layers[0]!, 'c')).toBeNull()
    expect(findSignal(null, first!, 'c')).toBeNull()
  })

  it('picks the unit that moves most', () => {
    expect(liveliestUnit(cell)).toBe(1)
  })
})
