import { expect, test } from 'vitest'
import { insertLayer, moveLayer, newLayer, removeLayer, setField } from '../../nn/spec/compose/edit'
import { inputOf } from '../../nn/spec/input'
import type { ModelSpec } from '../../nn/spec/model-spec'
import { keysFor } from './use-layer-keys'

const spec: ModelSpec = {
  version: 1,
  input: inputOf(),
  layers: [newLayer('conv1d'), newLayer('lstm'), newLayer('lstm'), newLayer('dense')],
}
const first = { layers: spec.layers, ...keysFor(spec.layers, { layers: [], keys: [], next: 0 }) }
const keysOf = (next: ModelSpec) => keysFor(next.layers, first).keys
const [conv, one, two, answer] = first.keys

test('every layer has a key of its own', () => {
  expect(new Set(first.keys).size).toBe(4)
})

test('a key goes with its layer', () => {
  expect(keysOf(moveLayer(spec, 0, 2))).toEqual([one, two, conv, answer])
  expect(keysOf(removeLayer(spec, 1))).toEqual([conv, two, answer])
  const added = keysOf(insertLayer(spec, 1, newLayer('dropout')))
  expect(added.toSpliced(1, 1)).toEqual(first.keys)
  expect(first.keys).not.toContain(added[1])
})

test('a layer keeps its key while a field of it is edited', () => {
  expect(keysOf(setField(spec, 2, 'units', 7))).toEqual(first.keys)
})
