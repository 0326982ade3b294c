import { describe, expect, it } from 'vitest'
import type { Tensor } from '../../core/tensor'
import { type PresetName, presets } from '../../nn/spec/presets'
import { formatFor } from '../kit/format'
import { loadMessages, messagesFor } from '../kit/messages/dictionaries'
import { modelView, type SequenceLayer } from './layers'
import { soFarAt } from './so-far'

await Promise.all([loadMessages('en'), loadMessages('zh')])

/** What is written beside the maps of a preset's last layer over time. @param answers  the digit after each step @param probability  of each */
function told(name: PresetName, language: 'en' | 'zh', answers: readonly number[], probability: number, step: number) {
  const model = modelView(presets[name].spec)
  const layer = model.layers.findLast((each): each is SequenceLayer => each.form === 'sequence')
  if (layer === undefined || model.belief === null) throw new Error(`${name} has no belief`)
  const belief: Tensor = { shape: [answers.length, 10], data: new Float32Array(10 * answers.length).fill((1 - probability) / 9) }
  for (const [at, digit] of answers.entries()) belief.data[10 * at + digit] = probability
  const telling = { messages: messagesFor(language), format: formatFor(language), model, layer }
  const { percent, stays, when } = soFarAt(telling, model.belief, belief, step, step)
  return [percent, stays, when]
}

const threes: readonly number[] = Array.from({ length: 28 }, () => 3)

describe('the answer so far', () => {
  it('says of models that read both ways that it comes from one step alone, beside an answer that joins two ends', () => {
    for (const name of ['best', 'bidirectional'] as const) {
      const [step, steps] = name === 'best' ? ['step', 7] : ['row', 28]
      expect(told(name, 'en', threes, 0.982, steps - 1)).toEqual(['98.2%', 'both ways', `from ${step} ${steps} of ${steps} alone`])
      expect(told(name, 'zh', threes, 0.982, steps - 1)[1]).toBe('双向读取')
      expect(told(name, 'zh', threes, 0.982, steps - 1)[2]).toContain(`仅凭第 ${steps} `)
    }
  })

  it('says of a digit that was never another, such as one of a single dot, that it is so to the end of the reading, and no more', () => {
    expect(told('row-lstm', 'en', threes, 0.58, 0)).toEqual(['58.0%', 'to the end', 'after row 1 of 28'])
    expect(told('row-lstm', 'zh', threes, 0.58, 0)[1]).toBe('保持到最后')
  })

  it('is for now until the answer is the last one', () => {
    const answers = threes.with(18, 8)
    expect(told('row-lstm', 'en', answers, 0.788, 17)[1]).toBe('for now')
    expect(told('row-lstm', 'en', answers, 0.788, 18)[1]).toBe('for now')
    expect(told('row-lstm', 'en', answers, 0.788, 19)[1]).toBe('to the end')
    expect(told('row-lstm', 'en', answers, 0.788, 27)).toEqual(['78.8%', 'to the end', 'after all 28 rows'])
  })
})
