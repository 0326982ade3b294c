import { expect, test } from 'vitest'
import { inputOf } from './input'
import type { FlattenSpec, ModelSpec } from './model-spec'
import { parseModelSpec } from './parse'
import { presets } from './presets'
import { isSameBuild, isSameSpec } from './same-build'

const short = parseModelSpec({ version: 1, layers: presets['row-lstm'].spec.layers })

test('networks are built alike whatever their specifications leave out, in whatever order', () => {
  const turned = { layers: short.layers, input: inputOf(), version: 1 } as const
  expect(isSameBuild(turned, short)).toBe(true)
  expect(isSameSpec(turned, short)).toBe(false)
  expect(isSameSpec(short, structuredClone(short))).toBe(true)
  expect(isSameBuild(short, presets['row-gru'].spec)).toBe(false)
})

test('a flatten layer without a field is one of the whole example', () => {
  const flattened = (flatten: FlattenSpec): ModelSpec => ({
    version: 1,
    input: inputOf({ scan: 'image' }),
    layers: [flatten, { type: 'dense', units: 10, activation: 'softmax' }],
  })
  const before = flattened({ type: 'flatten' })
  expect(isSameBuild(before, flattened({ type: 'flatten', within: 'example' }))).toBe(true)
  const steps = flattened({ type: 'flatten', within: 'step' })
  const [first, ...others] = steps.layers
  expect(
    isSameBuild({ ...before, layers: [first!, { type: 'flatten' }, ...others] }, { ...before, layers: [{ type: 'flatten' }, ...others] }),
  ).toBe(false)
})
