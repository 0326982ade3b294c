import { expect, test } from 'vitest'
import { Random, Stream } from '../core/random'
import { elementCount, type Tensor } from '../core/tensor'
import { describeModel, parseModelSpec } from '../nn'
import type { OptimizerKind } from '../nn/optimizers/definition'
import { inputOf } from '../nn/spec/input'
import type { LayerKind } from '../nn/spec/model-spec'
import { optimizerDefinitions, optimizerSlots } from '../nn/spec/optimizers'
import { layerDefinitions } from '../nn/spec/registry'
import { resolveRunSettings } from '../nn/spec/training'
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from './checkpoint'

/** A model file holds every kind of layer to the bit: its weights, and what each optimizer remembers of them. */

const answer = { type: 'dense', units: 10, activation: 'softmax' }
const image = { input: inputOf({ scan: 'image' }) }
const recurrent = (type: string) => ({
  layers: [{ type, units: 3, direction: 'both', returnSequences: true }, { type, units: 2, direction: 'backward' }, answer],
})

/** A network with each kind; the compiler asks for that of a new one. */
const networks: { readonly [K in LayerKind]: { readonly input?: object; readonly layers: readonly object[] } } = {
  lstm: recurrent('lstm'),
  rnn: recurrent('rnn'),
  gru: recurrent('gru'),
  dense: { layers: [{ type: 'lstm', units: 2 }, { type: 'dense', units: 5, activation: 'relu' }, answer] },
  dropout: { layers: [{ type: 'lstm', units: 2 }, { type: 'dropout', rate: 0.25 }, answer] },
  layerNorm: { layers: [{ type: 'layerNorm' }, { type: 'lstm', units: 2 }, { type: 'layerNorm' }, answer] },
  conv1d: { layers: [{ type: 'conv1d', filters: 3, kernel: 5, stride: 2, padding: 'same' }, { type: 'lstm', units: 2 }, answer] },
  maxPool1d: { layers: [{ type: 'maxPool1d', size: 2 }, { type: 'lstm', units: 2 }, answer] },
  conv2d: { ...image, layers: [{ type: 'conv2d', filters: 3, kernel: 3, stride: 3 }, { type: 'flatten' }, answer] },
  maxPool2d: { ...image, layers: [{ type: 'conv2d', filters: 2, kernel: 3 }, { type: 'maxPool2d', size: 5 }, { type: 'flatten' }, answer] },
  flatten: {
    ...image,
    layers: [
      { type: 'maxPool2d', size: 4 },
      { type: 'flatten', within: 'step' },
      { type: 'rnn', units: 2, returnSequences: true },
      { type: 'flatten' },
      answer,
    ],
  },
}

const kinds = Object.keys(layerDefinitions).filter((kind): kind is LayerKind => kind in layerDefinitions)
const optimizers = Object.keys(optimizerDefinitions).filter((kind): kind is OptimizerKind => kind in optimizerDefinitions)

/** Numbers that a detour through text, float16 or double would not leave as they are, among ordinary ones. */
const SPECIAL = Float32Array.of(-0, 1e-45, -1.1754942e-38, 3.4028235e38, 1 / 3, Math.fround(0.1))

/** Tensors for all parameters of a network, no two values alike. */
function filled(parameters: ReturnType<typeof describeModel>['parameters'], seed: number): Map<string, Tensor> {
  return new Map(
    parameters.map(({ name, shape }, index) => {
      const random = new Random(seed, Stream.sample, index)
      const data = Float32Array.from({ length: elementCount(shape) }, () => random.normal(0, 1))
      data.set(SPECIAL.subarray(0, data.length))
      return [name, { shape, data }]
    }),
  )
}

function bitsOf(tensors: ReadonlyMap<string, Tensor>): readonly unknown[] {
  return [...tensors].map(([name, { shape, data }]) => [name, shape, [...new Uint32Array(data.slice().buffer)]])
}

test.each(kinds)('%s, with the memory of every optimizer', (kind) => {
  const { input = inputOf(), layers } = networks[kind]
  const spec = parseModelSpec({ version: 1, input, layers })
  expect(spec.layers.map(({ type }) => type)).toContain(kind)
  const { parameters } = describeModel(spec)
  for (const type of optimizers) {
    const settings = resolveRunSettings({ epochs: 3, batchSize: 8, seed: 1, optimizer: { type } })
    const slots = new Map(optimizerSlots(settings.optimizer).map((slot, index) => [slot, filled(parameters, index + 2)]))
    const run = { settings, epoch: 1, step: 4, optimizer: { step: 17, slots }, validationAccuracy: null }
    const identity = { spec, name: kind, seed: 1, epochs: 1, trainedOn: ['a'], testAccuracy: null, testedOn: null }
    const went: Checkpoint = { ...identity, parameters: filled(parameters, 1), run }
    const came = decodeCheckpoint(encodeCheckpoint(went))
    expect(came.spec).toEqual(spec)
    expect(bitsOf(came.parameters)).toEqual(bitsOf(went.parameters))
    expect([...came.run!.optimizer.slots.keys()]).toEqual([...slots.keys()])
    for (const [slot, tensors] of slots) expect(bitsOf(came.run!.optimizer.slots.get(slot)!)).toEqual(bitsOf(tensors))
    expect(came.run!.optimizer.step).toBe(17)
  }
})
