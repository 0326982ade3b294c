import { describe, expect, it } from 'vitest'
import { describeModel, explainShapes } from './describe'
import { inputOf } from './input'
import { parseModelSpec } from './parse'
import { presets } from './presets'

const ends = [{ type: 'flatten' }, { type: 'dense', units: 10, activation: 'softmax' }]

/** What a model with these first layers says of its shapes, the last two left out. */
function shapes(input: object, ...layers: object[]): string[] {
  return explainShapes(describeModel(parseModelSpec({ version: 1, input, layers: [...layers, ...ends] }))).slice(0, -2)
}

describe('shapes of convolutions and pooling', () => {
  it.each<[object, object, string]>([
    [{}, { type: 'conv1d' }, 'conv1d: [T=28, F=28] → [26,32]'],
    [{}, { type: 'conv1d', padding: 'same' }, 'conv1d: [T=28, F=28] → [28,32]'],
    [{}, { type: 'conv1d', kernel: 4, stride: 3 }, 'conv1d: [T=28, F=28] → [9,32]'],
    [{}, { type: 'conv1d', kernel: 4, stride: 3, padding: 'same' }, 'conv1d: [T=28, F=28] → [10,32]'],
    [{}, { type: 'conv1d', kernel: 28 }, 'conv1d: [T=28, F=28] → [1,32]'],
    [{ scan: 'patches', patch: 4 }, { type: 'conv1d', within: 'step', filters: 3 }, 'conv1d: [T=49, F=16] → [49,42]'],
    [{ scan: 'image' }, { type: 'conv2d', filters: 8, stride: 2, padding: 'same' }, 'conv2d: [H=28, W=28, C=1] → [14,14,8]'],
    [{}, { type: 'maxPool1d', size: 3 }, 'maxPool1d: [T=28, F=28] → [9,28]'],
    [{ scan: 'image' }, { type: 'maxPool2d', size: 3 }, 'maxPool2d: [H=28, W=28, C=1] → [9,9,1]'],
    [{ scan: 'image' }, { type: 'flatten', within: 'step' }, 'flatten: [H=28, W=28, C=1] → [28,28]'],
  ])('%o reads %o', (input, layer, line) => {
    expect(shapes(input, layer)).toEqual([line])
  })

  it('makes timesteps of the rows of a picture', () => {
    const conv2d = { type: 'conv2d', filters: 8, stride: 2 }
    expect(
      shapes({ scan: 'image' }, conv2d, { type: 'flatten', within: 'step' }, { type: 'lstm', units: 5, returnSequences: true }),
    ).toEqual(['conv2d: [H=28, W=28, C=1] → [13,13,8]', 'flatten: [H=13, W=13, C=8] → [13,104]', 'lstm: [T=13, F=104] → [13,5]'])
  })

  it("has Keras's names, layouts and initialisers", () => {
    const spec = { version: 1, input: inputOf({ scan: 'image' }), layers: [{ type: 'conv2d', filters: 8 }, { type: 'conv2d' }, ...ends] }
    const tensors = describeModel(parseModelSpec(spec)).parameters.slice(0, 4)
    expect(tensors.map(({ name, shape, initializer }) => [name, shape, initializer])).toEqual([
      ['conv2d/kernel', [3, 3, 1, 8], 'glorotUniform'],
      ['conv2d/bias', [8], 'zeros'],
      ['conv2d_1/kernel', [3, 3, 8, 32], 'glorotUniform'],
      ['conv2d_1/bias', [32], 'zeros'],
    ])
  })

  it('makes the presets as large as their layers say', () => {
    expect(describeModel(presets.cnn.spec).parameterCount).toBe(160 + 4640 + 8010)
    expect(describeModel(presets['patch-cnn-lstm'].spec).parameterCount).toBe(48 + 4 * 96 * (23 * 8 + 96 + 1) + 970)
    expect(describeModel(presets['pixel-lstm'].spec).parameterCount).toBe(4 * 64 * (1 + 64 + 1) + 650)
  })
})
