import { expect, test } from 'vitest'
import { inputOf } from './input'
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
