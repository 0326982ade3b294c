import { describe, expect, it } from 'vitest'
import { SpecError } from '../../../core/errors'
import { elementCount } from '../../../core/tensor'
import { describeLayer } from '../../spec/describe'
import { initialParameters } from '../../spec/initializers'
import type { RecurrentSpec } from './spec'

function of(type: RecurrentSpec['type'], options: Partial<Omit<RecurrentSpec, 'type'>> = {}): RecurrentSpec {
  return { type, units: 4, returnSequences: false, direction: 'forward', ...options }
}

const shapesOf = (layer: RecurrentSpec) => describeLayer(layer, 'layer', [7, 3]).parameters.map(({ tensor, shape }) => [tensor, shape])

describe('parameters of recurrent layers', () => {
  it.each([
    ['lstm', [3, 16], [4, 16], [16]],
    ['rnn', [3, 4], [4, 4], [4]],
    ['gru', [3, 12], [4, 12], [2, 12]],
  ] as const)("%s: in Keras's names, order and shapes", (type, kernel, recurrentKernel, bias) => {
    const expected = [
      ['kernel', kernel],
      ['recurrent_kernel', recurrentKernel],
      ['bias', bias],
    ] as const
    expect(shapesOf(of(type))).toEqual(expected)
    expect(shapesOf(of(type, { direction: 'backward' }))).toEqual(expected)
    const both = ['forward', 'backward'].flatMap((reader) => expected.map(([tensor, shape]) => [`${reader}_${tensor}`, shape]))
    expect(shapesOf(of(type, { direction: 'both' }))).toEqual(both)
  })

  it('counts as Keras does', () => {
    const count = (type: RecurrentSpec['type']) =>
      describeLayer(of(type, { units: 100 }), 'layer', [5, 71]).parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0)
    expect(count('lstm')).toBe(4 * (100 * (71 + 100) + 100))
    expect(count('gru')).toBe(3 * (100 * (71 + 100) + 2 * 100))
    expect(count('rnn')).toBe(100 * (71 + 100) + 100)
  })

  it.each(['lstm', 'rnn', 'gru'] as const)('%s: begin as its fields choose, in every direction', (type) => {
    const layer = of(type, { direction: 'both', kernelInitializer: 'heNormal', recurrentInitializer: 'glorotUniform' })
    const begins = describeLayer(layer, 'layer', [7, 3]).parameters.map(({ tensor, initializer }) => [tensor, initializer])
    const bias = type === 'lstm' ? 'lstmBias' : 'zeros'
    const expected = ['forward', 'backward'].flatMap((reader) => [
      [`${reader}_kernel`, 'heNormal'],
      [`${reader}_recurrent_kernel`, 'glorotUniform'],
      [`${reader}_bias`, bias],
    ])
    expect(begins).toEqual(expected)
  })

  it("begin as Keras's where nothing is chosen, the forget gate of an LSTM as its field says", () => {
    const begins = (layer: RecurrentSpec) => describeLayer(layer, 'layer', [7, 3]).parameters.map(({ initializer }) => initializer)
    expect(begins(of('rnn'))).toEqual(['glorotUniform', 'orthogonal', 'zeros'])
    expect(begins(of('lstm'))).toEqual(['glorotUniform', 'orthogonal', 'lstmBias'])
    const lstm = { ...of('lstm'), type: 'lstm' } as const
    expect(begins({ ...lstm, unitForgetBias: false })).toEqual(['glorotUniform', 'orthogonal', 'zeros'])
    expect(begins({ ...lstm, memorySpan: 60 })).toEqual(['glorotUniform', 'orthogonal', { memorySpan: 60 }])
  })

  it('begin by remembering in both directions of an LSTM', () => {
    const initial = initialParameters(describeLayer(of('lstm', { direction: 'both', units: 1 }), 'layer', [7, 3]), 1)
    for (const reader of ['forward', 'backward']) expect([...initial.get(`layer/${reader}_bias`)!.data]).toEqual([0, 1, 0, 0])
    expect(initial.get('layer/forward_kernel')!.data).not.toEqual(initial.get('layer/backward_kernel')!.data)
  })
})

it('gives a state or a sequence of states, of both readers side by side', () => {
  const output = (options: Partial<Omit<RecurrentSpec, 'type'>>) => describeLayer(of('gru', options), 'layer', [7, 3]).output
  expect(output({})).toEqual([4])
  expect(output({ returnSequences: true })).toEqual([7, 4])
  expect(output({ direction: 'both' })).toEqual([8])
  expect(output({ direction: 'both', returnSequences: true })).toEqual([7, 8])
})

it.each([[[5]], [[5, 5, 1]]])('does not read %j', (input) => {
  expect(() => describeLayer(of('rnn'), 'rnn', input)).toThrow(SpecError)
})
