import { describe, expect, it } from 'vitest'
import { describeLayer } from '../../nn/spec/describe'
import type { LayerKind, LayerOf } from '../../nn/spec/model-spec'
import { parseModelSpec } from '../../nn/spec/parse'
import { findPreset, type Preset, presets } from '../../nn/spec/presets'
import { layerDefinitions } from '../../nn/spec/registry'
import { loadMessages, messagesFor } from '../kit/messages/dictionaries'
import { modelView, type SequenceLayer } from './layers'
import { layerTitle, signalWords, stepPlace } from './words'

await Promise.all([loadMessages('en'), loadMessages('zh')])

const languages = ['en', 'zh'] as const

/** Every kind with fields as they are when nothing is said; inputs that it reads. */
const layers: { readonly [K in LayerKind]: { readonly layer: LayerOf<K>; readonly input: readonly number[] } } = {
  lstm: { layer: { type: 'lstm', units: 2, returnSequences: false, direction: 'forward' }, input: [28, 28] },
  rnn: { layer: { type: 'rnn', units: 2, returnSequences: false, direction: 'forward' }, input: [28, 28] },
  gru: { layer: { type: 'gru', units: 2, returnSequences: false, direction: 'forward' }, input: [28, 28] },
  dense: { layer: { type: 'dense', units: 2, activation: 'relu' }, input: [28] },
  dropout: { layer: { type: 'dropout', rate: 0.5 }, input: [28, 28] },
  layerNorm: { layer: { type: 'layerNorm', epsilon: 1e-3 }, input: [28, 28] },
  conv1d: {
    layer: { type: 'conv1d', filters: 2, kernel: 3, stride: 1, padding: 'valid', activation: 'relu', within: 'sequence' },
    input: [28, 28],
  },
  maxPool1d: { layer: { type: 'maxPool1d', size: 2 }, input: [28, 28] },
  conv2d: { layer: { type: 'conv2d', filters: 2, kernel: 3, stride: 1, padding: 'valid', activation: 'relu' }, input: [28, 28, 1] },
  maxPool2d: { layer: { type: 'maxPool2d', size: 2 }, input: [28, 28, 1] },
  flatten: { layer: { type: 'flatten' }, input: [28, 28, 1] },
}

describe('every signal', () => {
  it.each(Object.values(layerDefinitions).map(({ type }) => type))('of %s has words in both languages and an equation', (type) => {
    const { layer, input } = layers[type]
    const { signals, formulas } = describeLayer(layer, type, input)
    expect(formulas.map(({ signal }) => signal)).toEqual(signals.map(({ name }) => name))
    for (const signal of signals) {
      for (const language of languages) expect(signalWords(messagesFor(language), type, signal).sentence).not.toBe('')
    }
  })
})

describe('every preset', () => {
  it.each(Object.keys(presets))('%s teaches in both languages', (name) => {
    const preset: Preset | null = findPreset(name)
    expect(preset?.teaches).toMatch(/[.?]$/)
    expect(messagesFor('zh').shell.model.lessons[name]).toMatch(/[。？]$/)
  })
})

describe('steps and layers', () => {
  const spec = parseModelSpec({
    version: 1,
    layers: [
      { type: 'conv1d', filters: 2, kernel: 3 },
      { type: 'lstm', units: 2, returnSequences: true },
      { type: 'lstm', units: 2 },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
  })
  const model = modelView(spec)
  const [conv, first, second] = model.layers.filter((layer): layer is SequenceLayer => layer.form === 'sequence')

  it('are named by what people see', () => {
    expect([conv!, first!, second!].map((layer) => layerTitle(messagesFor('en'), layer))).toEqual(['Conv1D', 'LSTM 1', 'LSTM 2'])
    expect(stepPlace(messagesFor('en'), model, second!, 4)).toBe('step 5 (rows 5–7)')
    expect(stepPlace(messagesFor('zh'), model, second!, 4)).toBe('第 5 步（第 5–7 行）')
    const rows = modelView(presets['row-lstm'].spec)
    const [lstm] = rows.layers
    if (lstm?.form !== 'sequence') throw new Error('no sequence')
    expect(stepPlace(messagesFor('en'), rows, lstm, 4)).toBe('row 5')
    const best = modelView(presets.best.spec)
    const reader = best.layers.at(-1)
    if (reader?.form !== 'sequence') throw new Error('no sequence')
    expect(stepPlace(messagesFor('en'), best, reader, 2)).toBe('step 3 (rows 4–17)')
    expect(stepPlace(messagesFor('zh'), best, reader, 2)).toBe('第 3 步（第 4–17 行）')
  })
})
