import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { isRecord } from '../../core/decode'
import type { ErrorDetail } from '../../core/error-details'
import { ShapeError } from '../../core/errors'
import { describeModel, initialParameters, parseModelSpec, type ModelSpec } from '../../nn'
import { inputOf } from '../../nn/spec/input'
import { encodeCheckpoint } from '../../train/checkpoint'
import { SafetensorsError, writeSafetensors, type StoredTensor } from '../../train/safetensors'
import { failureOf } from '../../testing/failure-of'
import { checkExport } from '../check'
import { ImportError } from '../errors'
import { exportModel } from '../export-model'
import { exportFormats } from '../exported'
import { freshModel, largestDifference, MOST_DIFFERENCE, oddModel, oddNames, ownAnswers } from '../exports.fixture'
import { openModel } from './open-model'

const answer = { type: 'dense', units: 10, activation: 'softmax' }
const small = parseModelSpec({ version: 1, input: inputOf(), layers: [{ type: 'lstm', units: 3 }, answer] })
const saved = (name: string) => new Uint8Array(readFileSync(join(import.meta.dirname, 'saved', name)))

async function problemOf(bytes: Uint8Array, target: ModelSpec | null = small): Promise<ErrorDetail<'import'>> {
  const error = await failureOf(openModel(bytes, target))
  if (!(error instanceof ImportError)) throw error
  return error.detail
}

describe('files that Keras 3.15 saved', () => {
  /** What Keras answers to the picture of bytes (7 · place) modulo 256. */
  const published = [
    0.05995362251996994, 0.3650020956993103, 0.03958110511302948, 0.047001104801893234, 0.14091084897518158, 0.018963437527418137,
    0.03337809816002846, 0.06900426000356674, 0.18177783489227295, 0.04442748799920082,
  ]
  const picture = Float32Array.from({ length: 784 }, (_, place) => ((7 * place) % 256) / 255)

  test.each([
    ['keras3.keras', 'keras'],
    ['keras.h5', 'hdf5'],
  ])('%s is opened with its network', async (name, kind) => {
    const { checkpoint, found, isForeign } = await openModel(saved(name), null, 'from Keras')
    expect({ found, isForeign, name: checkpoint.name }).toEqual({ found: kind, isForeign: true, name: 'from Keras' })
    expect(checkpoint.spec.layers.map(({ type }) => type)).toEqual(['conv1d', 'dropout', 'lstm', 'layerNorm', 'gru', 'dense'])
    expect(largestDifference(await ownAnswers(checkpoint, picture), published)).toBeLessThan(MOST_DIFFERENCE)
  })

  test('weights alone are those of the network that is there', async () => {
    const weights = unzipSync(saved('keras3.keras'))['model.weights.h5']!
    const whole = await openModel(saved('keras3.keras'), null)
    expect(await problemOf(weights, null)).toEqual({ found: 'hdf5', problem: { kind: 'noNetwork' } })
    expect((await openModel(weights, whole.checkpoint.spec)).checkpoint.parameters).toEqual(whole.checkpoint.parameters)
    const problem = { kind: 'shape', tensor: 'layers/gru/cell/vars/0', expected: [28, 12], actual: [4, 9] }
    expect(await problemOf(weights, small)).toEqual({ found: 'hdf5', problem })
  })

  test('a setting that the page does not have is named', async () => {
    const files = unzipSync(saved('keras3.keras'))
    const config = new TextDecoder().decode(files['config.json']).replace('"reset_after": true', '"reset_after": false')
    const bytes = zipSync({ ...files, 'config.json': strToU8(config) }, { level: 0 })
    expect(await problemOf(bytes)).toEqual({
      found: 'keras',
      problem: { kind: 'layer', layer: 'gru', field: 'reset_after', value: 'false' },
    })
  })

  test('a layer that the page does not have is named', async () => {
    const files = unzipSync(saved('keras3.keras'))
    const config = new TextDecoder().decode(files['config.json']).replace('"class_name": "LayerNormalization"', '"class_name": "Attention"')
    const bytes = zipSync({ ...files, 'config.json': strToU8(config) }, { level: 9 })
    const { problem } = await problemOf(bytes)
    expect(problem).toEqual({ kind: 'layer', layer: 'layer_normalization', field: 'class_name', value: 'Attention' })
  })

  test('an archive that claims more than it has is refused before anything is unpacked', async () => {
    const bytes = saved('keras3.keras')
    // The uncompressed size of the last entry in the archive's directory: 24 bytes behind its signature PK\x01\x02.
    const directory = Buffer.from(bytes).lastIndexOf('PK\x01\x02', undefined, 'latin1')
    new DataView(bytes.buffer).setUint32(directory + 24, 0xfffffff0, true)
    expect((await problemOf(bytes)).problem.kind).toBe('tooLarge')
  })
})

describe('what is written for another tool', () => {
  const models = [freshModel(small), ...oddNames.map(oddModel)]
  const pairs = models.flatMap((model) => exportFormats.map((format) => [model.name, format, model] as const))
  const hasGru = ({ spec }: { spec: ModelSpec }) => spec.layers.some(({ type }) => type === 'gru')

  test.each(pairs.filter(([, format, model]) => format !== 'tfjs' || !hasGru(model)))('%s, %s, answers alike', async (_, format, model) => {
    const exported = await exportModel(model, format)
    const { largest, pictures, how } = await checkExport(exported, model)
    expect(pictures).toBe(8)
    expect(how).toBe(format === 'onnx' ? 'graph' : 'weights')
    if (format === 'onnx') expect(largest).toBeLessThanOrEqual(MOST_DIFFERENCE)
    else expect(largest).toBe(0)
  })

  test('a check finds a weight that has changed', async () => {
    const model = freshModel(small)
    const exported = await exportModel(model, 'keras')
    const changed = new Map(model.parameters)
    const { shape, data } = changed.get('dense/bias')!
    changed.set('dense/bias', { shape, data: data.map((value, place) => (place === 3 ? value + 0.01 : value)) })
    expect((await checkExport(exported, { ...model, parameters: changed })).largest).toBeGreaterThan(1e-4)
  })
})

describe('a Keras archive that makes timesteps of the rows of a picture', () => {
  const model = oddModel('rows of a convolved picture')
  /** The page's own, with another layer where it says `TimeDistributed(Flatten())`. */
  const archiveWith = async (other: object) => {
    const [archive] = (await exportModel(model, 'keras')).files
    const files = unzipSync(archive.bytes)
    const config: unknown = JSON.parse(new TextDecoder().decode(files['config.json']), (_, value: unknown) =>
      isRecord(value) && value['class_name'] === 'TimeDistributed' ? { ...value, ...other } : value,
    )
    return zipSync({ ...files, 'config.json': strToU8(JSON.stringify(config)) })
  }
  const reshape = (...sizes: readonly number[]) => ({ class_name: 'Reshape', config: { name: 'rows', target_shape: sizes } })
  const distributed = (className: string) => ({ config: { name: 'rows', layer: { class_name: className, config: {} } } })

  test.each([
    ['TimeDistributed', distributed('Flatten')],
    ['Reshape', reshape(7, 21)],
    ['Reshape to as many as there are', reshape(7, -1)],
    ['Reshape of as many rows as there are', reshape(-1, 21)],
  ])('%s', async (_, layer) => {
    const { checkpoint } = await openModel(await archiveWith(layer), null)
    expect(checkpoint.spec).toEqual(model.spec)
    expect(checkpoint.parameters).toEqual(model.parameters)
  })

  test.each([
    ['other sizes', reshape(21, 7), 'target_shape', '[21,7]'],
    ['places that are timesteps', reshape(49, 3), 'target_shape', '[49,3]'],
    ['another layer at each of them', distributed('Dense'), 'class_name', 'Dense'],
  ])('%s are refused by name', async (_, layer, field, value) => {
    const { problem } = await problemOf(await archiveWith(layer))
    expect(problem).toEqual({ kind: 'layer', layer: 'rows', field, value })
  })
})

describe('a safetensors file', () => {
  const parameters = initialParameters(describeModel(small), 1)
  const layersOnly = new Map([...parameters].map(([name, tensor]) => [`model_weights/${name.replace('/', '/cell/')}:0`, tensor]))

  test('of this page is known by its spec, whatever it is called', async () => {
    const model = freshModel(small)
    const { checkpoint, isForeign } = await openModel(encodeCheckpoint(model), null)
    expect(isForeign).toBe(false)
    expect(checkpoint.parameters).toEqual(model.parameters)
  })

  test('of Keras’s tensors fits the network that is there', async () => {
    const { checkpoint } = await openModel(writeSafetensors(layersOnly, new Map()), small)
    expect(checkpoint.parameters).toEqual(parameters)
  })

  test.each([
    ['without a network', layersOnly, null, { kind: 'noNetwork' }],
    ['without tensors', new Map(), small, { kind: 'noWeights' }],
    [
      'of another size',
      new Map([...layersOnly, ['model_weights/lstm/cell/recurrent_kernel:0', { shape: [4, 16], data: new Float32Array(64) }]]),
      small,
      { kind: 'shape', tensor: 'model_weights/lstm/cell/recurrent_kernel:0', expected: [3, 12], actual: [4, 16] },
    ],
    [
      'with a layer too many',
      new Map([...layersOnly, ['dense_1/kernel', { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }]]),
      small,
      { kind: 'left', names: ['dense_1/kernel'], more: 0 },
    ],
    [
      'of something else',
      new Map([['unet.up.3', { shape: [1], data: Float32Array.of(1) }]]),
      small,
      { kind: 'left', names: ['unet.up.3'], more: 0 },
    ],
    [
      'with a layer too few',
      new Map([...layersOnly].filter(([name]) => !name.includes('dense'))),
      small,
      { kind: 'missing', tensor: 'dense/kernel', expected: [3, 10] },
    ],
  ] as const)('%s is refused with the reason', async (_, tensors, target, problem) => {
    expect(await problemOf(writeSafetensors(tensors, new Map([['format', 'pt']])), target)).toEqual({ found: 'safetensors', problem })
  })

  test('with a number that is not finite is refused', async () => {
    const broken = new Map([...layersOnly, ['model_weights/dense/cell/bias:0', { shape: [10], data: new Float32Array(10).fill(NaN) }]])
    expect(await failureOf(openModel(writeSafetensors(broken, new Map()), small))).toBeInstanceOf(ShapeError)
  })

  test.each([
    ['F64', (value: number, view: DataView, index: number) => view.setFloat64(8 * index, value, true), 8],
    ['BF16', (value: number, view: DataView, index: number) => view.setUint16(2 * index, upperHalf(value), true), 2],
  ] as const)('of %s becomes float32', async (dtype, write, size) => {
    const stored = new Map<string, StoredTensor>()
    const rounded = new Map<string, number[]>()
    for (const [name, { shape, data }] of layersOnly) {
      const bytes = new Uint8Array(size * data.length)
      const view = new DataView(bytes.buffer)
      data.forEach((value, index) => write(value, view, index))
      stored.set(name, { dtype, shape, bytes })
      rounded.set(
        name,
        Array.from(data, (value) => (dtype === 'F64' ? value : fromUpperHalf(upperHalf(value)))),
      )
    }
    const { checkpoint } = await openModel(writeSafetensors(new Map(), new Map(), 'F32', stored), small)
    expect([...checkpoint.parameters.get('lstm/kernel')!.data]).toEqual(rounded.get('model_weights/lstm/cell/kernel:0'))
  })

  test('of whole numbers is refused by their type', async () => {
    const stored = new Map([['fc.weight', { dtype: 'I64', shape: [1], bytes: new Uint8Array(8) }]])
    const file = writeSafetensors(new Map(), new Map(), 'F32', stored)
    expect(await problemOf(file)).toEqual({ found: 'safetensors', problem: { kind: 'numbers', tensor: '"fc.weight"', type: 'I64' } })
  })
})

describe('files of other kinds', () => {
  const bytes = (...values: readonly number[]) => Uint8Array.from([...values, ...new Uint8Array(20)])
  test.each([
    ['pytorch', zipSync({ 'archive/data.pkl': bytes(1), 'archive/data/0': bytes(2) })],
    ['pickle', bytes(0x80, 0x02, 0x8a, 0x0a)],
    ['onnx', bytes(0x08, 0x08, 0x12, 0x07, 0x70, 0x79)],
    ['tensorflow', bytes(0x08, 0x01, 0x12, 0xd4, 0x9a, 0x01)],
    ['numpy', zipSync({ 'kernel.npy': bytes(1) })],
    ['gguf', strToU8('GGUF0000')],
    ['gzip', bytes(0x1f, 0x8b, 0x08)],
    ['picture', bytes(0x89, 0x50, 0x4e, 0x47)],
    ['html', strToU8('\n<!doctype html><title>404</title>')],
    ['tfjs', strToU8('{"format":"layers-model","modelTopology":{}}')],
    ['json', strToU8('{"a":1}')],
    ['zip', zipSync({ 'notes.txt': bytes(1) })],
    ['empty', new Uint8Array(0)],
  ] as const)('%s is named', async (found, file) => {
    expect(await problemOf(file)).toEqual({ found, problem: { kind: 'otherKind' } })
  })

  test('a file of nothing that is known is held against the rules of safetensors', async () => {
    expect(await failureOf(openModel(strToU8('what is this, then?'), small))).toBeInstanceOf(SafetensorsError)
  })

  test('a damaged HDF5 file is named as that', async () => {
    const { problem, found } = await problemOf(saved('keras.h5').subarray(0, 5000))
    expect([found, problem.kind]).toEqual(['hdf5', 'damaged'])
  })
})

function upperHalf(value: number): number {
  const view = new DataView(new ArrayBuffer(4))
  view.setFloat32(0, value)
  return view.getUint16(0)
}

function fromUpperHalf(bits: number): number {
  const view = new DataView(new ArrayBuffer(4))
  view.setUint16(0, bits)
  return view.getFloat32(0)
}
