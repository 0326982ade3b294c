import { expect, it } from 'vitest'
import { describeModel } from './describe'
import { FLOAT_BYTES, largestPiece, mostThreads, valuesPerExample } from './memory'
import { parseModelSpec } from './parse'
import { presets } from './presets'

it('every preset is computed in pieces of 64, as long sequences of many units cannot be', () => {
  for (const { spec } of Object.values(presets)) expect(largestPiece(describeModel(spec))).toBe(64)
  const { input } = presets['pixel-lstm'].spec
  const layers = [
    { type: 'lstm', units: 1024 },
    { type: 'dense', units: 10, activation: 'softmax' },
  ]
  const wide = describeModel(parseModelSpec({ version: 1, input, layers }))
  const piece = largestPiece(wide)
  expect(piece).toBeGreaterThan(8)
  expect(piece).toBeLessThan(64)
  expect(piece * valuesPerExample(wide) * FLOAT_BYTES).toBeLessThanOrEqual(512 * 2 ** 20)
})

it('a piece has an example, however large', () => {
  expect(largestPiece({ layers: [] })).toBe(64)
})

it.each([
  [0, 64],
  [134_000, 64],
  [4_300_000, 8],
  [20_000_000, 4],
])('%d parameters leave room for %d threads and more', (parameterCount, threads) => {
  expect(mostThreads({ parameterCount })).toBeGreaterThanOrEqual(threads)
})

it('threads of large models are few', () => {
  expect(mostThreads({ parameterCount: 20_000_000 })).toBeLessThan(8)
  expect(mostThreads({ parameterCount: 1e9 })).toBe(1)
})
