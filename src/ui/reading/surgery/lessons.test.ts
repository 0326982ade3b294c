import { expect, it } from 'vitest'
import { describeModel } from '../../../nn/spec/describe'
import { presets } from '../../../nn/spec/presets'
import { resolveTrace } from '../../../nn/spec/trace'
import { modelView, type SequenceLayer } from '../../network/layers'
import { isRecurrent } from '../../network/layers'
import { isHeld, lastOfHalf, lessonsOf } from './lessons'

function recurrentLayers(spec: (typeof presets)[keyof typeof presets]['spec']): readonly SequenceLayer[] {
  return modelView(spec).layers.filter((layer): layer is SequenceLayer => layer.form === 'sequence' && isRecurrent(layer))
}

it.each(Object.values(presets))('holds what the layers of $name have', ({ spec }) => {
  for (const layer of recurrentLayers(spec)) {
    const lessons = lessonsOf(layer, layer.units - 1)
    expect(lessons.at(-1)?.name).toBe('ablate')
    for (const { holds } of lessons) expect(() => resolveTrace(describeModel(spec), { clamps: holds })).not.toThrow()
    expect(new Set(lessons.map(({ name }) => name)).size).toBe(lessons.length)
  }
})

it('lets nothing in after row 14 of 28', () => {
  const [layer] = recurrentLayers(presets['row-lstm'].spec)
  const noInput = lessonsOf(layer!, 3).find(({ name }) => name === 'noInput')
  expect(noInput?.holds).toEqual([{ layer: 'lstm', signal: 'i', steps: { from: 14, to: 28 }, value: 0 }])
  expect(lastOfHalf(layer!)).toBe(13)
})

it('takes from each direction what it would read later', () => {
  const [layer] = recurrentLayers(presets.bidirectional.spec)
  const [forward, backward] = lessonsOf(layer!, 0).find(({ name }) => name === 'noInput')!.holds
  expect(forward).toMatchObject({ steps: { from: 14, to: 28 } })
  expect(forward?.units).toHaveLength(64)
  expect(backward).toMatchObject({ steps: { from: 0, to: 14 } })
  expect(backward?.units?.[0]).toBe(64)
})

it('knows which lesson is held', () => {
  const [layer] = recurrentLayers(presets['row-lstm'].spec)
  const [first, second] = lessonsOf(layer!, 3)
  expect(isHeld(first!.holds, first!)).toBe(true)
  expect(isHeld(first!.holds, second!)).toBe(false)
  expect(isHeld([], first!)).toBe(false)
})
