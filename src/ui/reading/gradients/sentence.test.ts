import { expect, it } from 'vitest'
import type { StateGradient } from '../../../nn/engine'
import { type PresetName, presets } from '../../../nn/spec/presets'
import { formatFor } from '../../kit/format'
import { loadMessages, messagesFor } from '../../kit/messages/dictionaries'
import { modelView, type SequenceLayer } from '../../network/layers'
import { lensSentence } from './sentence'

await Promise.all([loadMessages('en'), loadMessages('zh')])

/** @param norms  of the layer's memory, as shares of the steps from the first to the last */
function told(name: PresetName, language: 'en' | 'zh', norms: (step: number) => number, direction: StateGradient['direction'] = 'forward') {
  const model = modelView(presets[name].spec)
  const layer = model.layers.findLast((each): each is SequenceLayer => each.form === 'sequence')
  if (layer === undefined) throw new Error(`${name} has no layer over time`)
  const signal = layer.recurrence?.memory ?? 'h'
  const states = [{ layer: layer.name, signal, direction, norms: Float32Array.from({ length: layer.steps }, (_, step) => norms(step)) }]
  return lensSentence({ messages: messagesFor(language), format: formatFor(language), model, layer }, { label: 3, loss: 0.25, states })
}

it('names the place whose gradient it speaks of, wherever the scan line is', () => {
  const fading = (step: number) => (step === 0 ? 2 : 1)
  expect(told('row-lstm', 'en', fading)).toBe(
    'The loss against 3 is 0.25. Back at row 1, where the reading began, the gradient of C has 100% of its largest size.',
  )
  expect(told('row-lstm', 'zh', fading)).toContain('回到阅读开始的第 1 行，C 的梯度为其最大值的 100%。')
  expect(told('keras', 'en', (step) => (step === 0 ? 1 : 50))).toContain(
    'Back at step 1 (rows 1–3), where the reading began, the gradient of C has 2.0%',
  )
})

it('begins at the last row for what reads from the end', () => {
  const rising = (step: number) => step + 1
  expect(told('bidirectional', 'en', rising)).toContain('Back at row 1, where the reading began, the gradient of C has 3.6%')
  expect(told('bidirectional', 'en', rising, 'backward')).toContain('Back at row 28, where the reading began, the gradient of C has 100%')
})

it('has nothing to say of another model’s gradients', () => {
  const model = modelView(presets['row-rnn'].spec)
  const layer = model.layers.find((each): each is SequenceLayer => each.form === 'sequence')!
  const telling = { messages: messagesFor('en'), format: formatFor('en'), model, layer }
  expect(lensSentence(telling, { label: 3, loss: 1, states: [] })).toBeNull()
})
