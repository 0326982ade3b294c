import { describe, expect, it } from 'vitest'
import { SpecError } from '../../core/errors'
import { describeModel } from './describe'
import { frozenIn, learningLayers, learningRanges, requireFrozen } from './frozen'
import { parseModelSpec } from './parse'
import { presets } from './presets'

const keras = describeModel(parseModelSpec(presets.keras.spec))
const [first = '', ...others] = learningLayers(keras)
const last = others.at(-1)!

describe('frozen layers', () => {
  it('are some of those that have something to learn', () => {
    expect(learningLayers(keras)).not.toContain('dropout')
    for (const allowed of [[], [first], others]) expect(() => requireFrozen(keras, allowed)).not.toThrow()
    for (const refused of [['lstm_7'], ['dropout'], [first, ...others]]) expect(() => requireFrozen(keras, refused)).toThrow(SpecError)
  })

  it('of another network are none of this one', () => {
    expect(frozenIn(keras, ['lstm_7', last, first])).toEqual([first, last])
  })
})

describe('learningRanges', () => {
  const places = ['a', 'a', 'b', 'c', 'c'].map((layer, index) => ({
    described: { name: `${layer}/${index}`, tensor: String(index), layer, shape: [3], initializer: 'zeros' as const },
    offset: 4 * index,
  }))

  it.each([
    [[], [[0, 20]]],
    [['a'], [[8, 20]]],
    [
      ['b'],
      [
        [0, 8],
        [12, 20],
      ],
    ],
    [['b', 'c'], [[0, 8]]],
    [['a', 'b', 'c'], []],
  ])('without %j', (frozen, expected) => {
    expect(learningRanges(places, 20, frozen).map(({ start, end }) => [start, end])).toEqual(expected)
  })
})
