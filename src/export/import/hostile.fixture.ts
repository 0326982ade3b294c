import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../../core/random'
import { parseModelSpec } from '../../nn'
import { inputOf } from '../../nn/spec/input'
import { resolveRunSettings } from '../../nn/spec/training'
import { encodeCheckpoint } from '../../train/checkpoint'
import { writeSafetensors } from '../../train/safetensors'
import { exportModel } from '../export-model'
import { freshModel, unevenParameters } from '../exports.fixture'

/** Model files of every kind that opens, and what may have happened to them. */

/** Of the network that they are all of. */
export const hostileSpec = parseModelSpec({
  version: 1,
  input: inputOf(),
  layers: [
    { type: 'conv1d', filters: 2, kernel: 3 },
    { type: 'lstm', units: 3, direction: 'both' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
})

/** How many of all mutated ones are of each kind. */
export const modelFileShares = [
  ['a model of this page', 0.3],
  ['tensors of Keras', 0.2],
  ['an archive written here', 0.1],
  ['an archive of Keras', 0.2],
  ['HDF5 of Keras', 0.2],
] as const

export type ModelFileKind = (typeof modelFileShares)[number][0]

export async function modelFiles(): Promise<Readonly<Record<ModelFileKind, Uint8Array>>> {
  const plain = freshModel(hostileSpec)
  const settings = resolveRunSettings({ epochs: 3, batchSize: 8, seed: 1 })
  const optimizer = {
    step: 4,
    slots: new Map([
      ['m', unevenParameters(hostileSpec, 2)],
      ['v', unevenParameters(hostileSpec, 3)],
    ]),
  }
  return {
    'a model of this page': encodeCheckpoint({ ...plain, run: { settings, epoch: 1, step: 0, optimizer, validationAccuracy: null } }),
    'tensors of Keras': writeSafetensors(plain.parameters, new Map()),
    'an archive written here': (await exportModel(plain, 'keras')).files[0].bytes,
    'an archive of Keras': readFileSync(join(import.meta.dirname, 'saved/keras3.keras')),
    'HDF5 of Keras': readFileSync(join(import.meta.dirname, 'saved/keras.h5')),
  }
}

/** Some bytes changed, some taken out, put in twice or cut off. */
export function mutated(file: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let bytes = Uint8Array.from(file)
  // Structure is at the beginning and at the end; weights in between say nothing.
  const place = () => (random.integer(4) === 0 ? random.integer(bytes.length) : random.integer(Math.min(bytes.length, 4096)))
  for (let count = 1 + random.integer(6); count > 0; count--) {
    bytes[random.integer(3) === 0 ? bytes.length - 1 - random.integer(Math.min(bytes.length, 300)) : place()] = random.pick([
      0,
      1,
      0x7f,
      0x80,
      0xff,
      0x22,
      0x7d,
      random.integer(256),
    ])
  }
  if (random.integer(5) === 0) bytes = bytes.subarray(0, random.integer(bytes.length))
  if (random.integer(8) === 0) {
    const [start, length] = [place(), random.integer(64)]
    bytes = Uint8Array.from([...bytes.subarray(0, start), ...bytes.subarray(start + length)])
  }
  if (random.integer(8) === 0) {
    const [start, length] = [place(), random.integer(64)]
    bytes = Uint8Array.from([...bytes.subarray(0, start + length), ...bytes.subarray(start)])
  }
  return bytes
}
