import { expect, it } from 'vitest'
import { presets } from '../../nn/spec/presets'
import { rowsRead } from './rows-read'

it('a model that reads rows has read one more after every step', () => {
  expect(rowsRead(presets['row-lstm'].spec)).toEqual(Array.from({ length: 28 }, (_, step) => step + 1))
})

it('windows of rows see their last row', () => {
  const rows = rowsRead(presets.keras.spec)!
  expect([rows.length, rows[0], rows.at(-1)]).toEqual([26, 3, 28])
})

it('patches and pixels count as the rows that they would fill', () => {
  expect(rowsRead(presets['pixel-lstm'].spec)?.[27]).toBeCloseTo(1)
  expect(rowsRead(presets['patch-cnn-lstm'].spec)?.at(-1)).toBe(28)
})

it('rows that are steps behind convolutions have read as far down as they see', () => {
  const { input, layers } = presets.best.spec
  const forward = layers.map((layer) => (layer.type === 'lstm' ? ({ ...layer, direction: 'forward' } as const) : layer))
  expect(rowsRead({ version: 1, input, layers: forward })).toEqual([9, 13, 17, 21, 25, 28, 28])
})

it.each(['cnn', 'bidirectional', 'best'] as const)('%s cannot be asked on the way', (name) => {
  expect(rowsRead(presets[name].spec)).toBeNull()
})
