import { describe, expect, test } from 'vitest'
import { ShapeError, SpecError } from '../core/errors'
import type { Tensor } from '../core/tensor'
import { describeModel, initialParameters, parseModelSpec, type ModelSpec } from '../nn'
import { TYPICAL_AUGMENTATION } from '../nn/spec/augmentation'
import { inputOf } from '../nn/spec/input'
import { resolveRunSettings, type RunSettings } from '../nn/spec/training'
import { CheckpointError, cleanName, decodeCheckpoint, encodeCheckpoint, trainedAlsoOn, type Checkpoint } from './checkpoint'
import { calibrationText } from './calibration/calibration'
import { someCalibration } from './calibration/calibration.fixture'
import { readSafetensors, replaceMetadata, SafetensorsError, writeSafetensors } from './safetensors'

const spec = parseModelSpec({
  version: 1,
  input: inputOf(),
  layers: [
    { type: 'lstm', units: 3, returnSequences: false, direction: 'forward' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
})
const parameters = initialParameters(describeModel(spec), 7)

const plain: Checkpoint = {
  spec,
  name: 'row-lstm',
  seed: 7,
  epochs: 12,
  trainedOn: ['Built-in digits, training', 'MNIST, training'],
  testAccuracy: 0.9842,
  testedOn: 'MNIST, test',
  parameters,
  run: null,
}

const resumable: Checkpoint = {
  ...plain,
  run: {
    settings: resolveRunSettings({
      epochs: 20,
      batchSize: 64,
      seed: 7,
      validation: 5000,
      schedule: { kind: 'one-cycle', learningRate: 1e-3 },
    }),
    epoch: 12,
    step: 0,
    optimizer: { step: 11_256, slots: memory('m', 'v') },
    validationAccuracy: 0.981,
  },
}

/** What an optimizer with these slots could remember. */
function memory(...slots: readonly string[]): Map<string, Map<string, Tensor>> {
  return new Map(slots.map((slot, index) => [slot, scaled(parameters, 0.1 ** (index + 1))]))
}

function scaled(tensors: ReadonlyMap<string, Tensor>, factor: number): Map<string, Tensor> {
  return new Map([...tensors].map(([name, { shape, data }]) => [name, { shape, data: data.map((value) => factor * value) }]))
}

/** The same file with one tensor or metadata field changed. */
function altered(change: (tensors: Map<string, Tensor>, metadata: Map<string, string>) => void, from: Checkpoint = plain): Uint8Array {
  const { metadata } = readSafetensors(encodeCheckpoint(from))
  const tensors = new Map(from.parameters)
  const changed = new Map(metadata)
  change(tensors, changed)
  return writeSafetensors(tensors, changed)
}

describe('a checkpoint', () => {
  test('comes back as it went', () => {
    expect(decodeCheckpoint(encodeCheckpoint(plain))).toEqual(plain)
  })

  test('comes back with what was found out about its weights, which none of another version is', () => {
    const calibrated = { ...plain, calibration: someCalibration(spec) }
    expect(decodeCheckpoint(encodeCheckpoint(calibrated))).toEqual(calibrated)
    expect(decodeCheckpoint(encodeCheckpoint({ ...calibrated, run: resumable.run }))).toEqual({ ...calibrated, run: resumable.run })
    const metadata = new Map([...readSafetensors(encodeCheckpoint(calibrated)).metadata, ['calibration', '{"version":0}']])
    expect(decodeCheckpoint(replaceMetadata(encodeCheckpoint(calibrated), metadata))).toEqual(plain)
  })

  test.each([
    ['that is no JSON', '{'],
    ['that lacks figures', calibrationText(someCalibration(spec)).replace(/,.*/, '}')],
  ])('with a calibration %s is refused', (_, text) => {
    const file = encodeCheckpoint({ ...plain, calibration: someCalibration(spec) })
    const metadata = new Map([...readSafetensors(file).metadata, ['calibration', text]])
    expect(() => decodeCheckpoint(replaceMetadata(file, metadata))).toThrow(CheckpointError)
  })

  test('whose calibration has no weights, or whose weights no calibration, is refused', () => {
    const { metadata } = readSafetensors(encodeCheckpoint({ ...plain, calibration: someCalibration(spec) }))
    expect(() => decodeCheckpoint(writeSafetensors(parameters, metadata))).toThrow(CheckpointError)
    const { calibration: _, ...rest } = Object.fromEntries(metadata)
    const weights = new Map([...parameters, ['calibration/weights', { shape: [1], data: new Float32Array(1) }]])
    expect(() => decodeCheckpoint(writeSafetensors(weights, new Map(Object.entries(rest))))).toThrow(ShapeError)
  })

  test('comes back with the run that can go on', () => {
    expect(decodeCheckpoint(encodeCheckpoint(resumable))).toEqual(resumable)
  })

  test('comes back with what the epoch that it is in had come to', () => {
    const run = { ...resumable.run!, step: 40, tally: { loss: 801.25, correct: 2400, examples: 2560 }, validationAccuracy: null }
    expect(decodeCheckpoint(encodeCheckpoint({ ...resumable, run }))).toEqual({ ...resumable, run })
  })

  test.each<[string, RunSettings['optimizer'], readonly string[]]>([
    ['plain gradient descent, which remembers nothing', { type: 'sgd', momentum: 0, nesterov: false, clipNorm: 0 }, []],
    ['momentum', { type: 'sgd', momentum: 0.9, nesterov: true, clipNorm: 1 }, ['momentum']],
    ['RMSprop', { type: 'rmsprop', rho: 0.9, epsilon: 1e-7, clipNorm: 0 }, ['v']],
    ['AdamW', { type: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.01, clipNorm: 0 }, ['m', 'v']],
  ])('comes back with the memory of %s', (_, optimizer, slots) => {
    const { run } = resumable
    const settings: RunSettings = {
      ...run!.settings,
      loss: { type: 'meanSquaredError' },
      schedule: { ...run!.settings.schedule, warmup: 100 },
      optimizer,
      augment: TYPICAL_AUGMENTATION,
    }
    const checkpoint: Checkpoint = { ...resumable, run: { ...run!, settings, optimizer: { step: 5, slots: memory(...slots) } } }
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint)
  })

  test('written when there was only Adam, and the learning rate stood beside the schedule, is read as before', () => {
    const tensors = new Map(parameters)
    for (const [slot, values] of memory('m', 'v')) for (const [name, tensor] of values) tensors.set(`optimizer/${slot}/${name}`, tensor)
    const { metadata } = readSafetensors(encodeCheckpoint(plain))
    const settings = { epochs: 20, batchSize: 64, learningRate: 1e-3, seed: 7, schedule: 'one-cycle', validation: 5000 }
    const run = { settings, epoch: 12, optimizer: { type: 'adam', step: 11_256 }, validationAccuracy: 0.981 }
    const file = writeSafetensors(tensors, new Map([...metadata, ['run', JSON.stringify(run)]]))
    expect(decodeCheckpoint(file)).toEqual(resumable)
  })

  test('written with every setting beside the learning rate is read as before', () => {
    const augment = { ...TYPICAL_AUGMENTATION }
    const settings = { epochs: 20, batchSize: 64, learningRate: 1e-3, seed: 7, schedule: 'one-cycle', warmup: 9, validation: 5000, augment }
    const before = (metadata: Map<string, string>) =>
      metadata.set('run', JSON.stringify({ ...JSON.parse(metadata.get('run') ?? ''), settings }))
    const { metadata } = readSafetensors(encodeCheckpoint(resumable))
    const tensors = new Map(parameters)
    for (const [slot, values] of memory('m', 'v')) for (const [name, tensor] of values) tensors.set(`optimizer/${slot}/${name}`, tensor)
    const read = decodeCheckpoint(writeSafetensors(tensors, before(new Map(metadata))))
    const { run } = resumable
    const schedule = { ...run!.settings.schedule, warmup: 9 }
    expect(read).toEqual({ ...resumable, run: { ...run, settings: { ...run!.settings, schedule, augment } } })
  })

  test('keeps how its layers began', () => {
    const [lstm, dense] = [{ type: 'lstm', units: 3, recurrentInitializer: 'glorotUniform', unitForgetBias: false }, spec.layers[1]!]
    const chosen = parseModelSpec({ version: 1, layers: [lstm, { ...dense, kernelInitializer: 'heNormal' }] })
    const checkpoint = { ...plain, spec: chosen, parameters: initialParameters(describeModel(chosen), 7) }
    expect(decodeCheckpoint(encodeCheckpoint(checkpoint))).toEqual(checkpoint)
  })

  test('written before layers could choose how they begin is read as it was', () => {
    const layers = [
      { type: 'lstm', units: 3, returnSequences: false, direction: 'forward' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ]
    const before = JSON.stringify({ version: 1, input: inputOf(), layers })
    expect(decodeCheckpoint(altered((_, metadata) => metadata.set('spec', before)))).toEqual(plain)
  })

  test.each([
    ['null', []],
    ['"MNIST, training"', ['MNIST, training']],
  ])('written when it named one set only is read as it was: %s', (trainedOn, expected) => {
    const identity = `{"name":"a","seed":1,"epochs":1,"trainedOn":${trainedOn},"testAccuracy":null,"testedOn":null}`
    expect(decodeCheckpoint(altered((_, metadata) => metadata.set('model', identity))).trainedOn).toEqual(expected)
  })

  test('of row-lstm is small enough for a phone', () => {
    const rowLstm: ModelSpec = {
      ...spec,
      layers: [{ type: 'lstm', units: 128, returnSequences: false, direction: 'forward' }, spec.layers[1]!],
    }
    const bytes = encodeCheckpoint({ ...plain, spec: rowLstm, parameters: initialParameters(describeModel(rowLstm), 1) })
    expect(bytes.length).toBeLessThan(340_000)
  })
})

describe('a file that another tool has rewritten', () => {
  test.each([
    ['another format', (metadata: Map<string, string>) => metadata.set('format', 'pt')],
    ['neither format nor version', (metadata: Map<string, string>) => metadata.delete('format') && metadata.delete('version')],
  ])('%s is a model of ours by its spec', (_, rewrite) => {
    expect(decodeCheckpoint(altered((__, metadata) => rewrite(metadata)))).toEqual(decodeCheckpoint(encodeCheckpoint(plain)))
  })
})

describe('a file that is not a model of ours', () => {
  test.each([
    ['no spec and another format', CheckpointError, altered((_, metadata) => metadata.delete('spec') && metadata.set('format', 'pt'))],
    ['no spec', CheckpointError, altered((_, metadata) => metadata.delete('spec'))],
    ['a later version', CheckpointError, altered((_, metadata) => metadata.set('version', '2'))],
    ['a spec that is not JSON', CheckpointError, altered((_, metadata) => metadata.set('spec', '{'))],
    ['a spec that makes no sense', SpecError, altered((_, metadata) => metadata.set('spec', '{"version":1,"layers":[]}'))],
    [
      'an accuracy above 1',
      CheckpointError,
      altered((_, metadata) => metadata.set('model', '{"name":"a","seed":1,"epochs":1,"trainedOn":null,"testAccuracy":2,"testedOn":null}')),
    ],
    [
      'a seed that is a fraction',
      CheckpointError,
      altered((_, metadata) =>
        metadata.set('model', '{"name":"a","seed":1.5,"epochs":1,"trainedOn":null,"testAccuracy":null,"testedOn":null}'),
      ),
    ],
    ['a missing tensor', ShapeError, altered((tensors) => tensors.delete('lstm/bias'))],
    ['an unknown tensor', ShapeError, altered((tensors) => tensors.set('lstm/extra', { shape: [1], data: Float32Array.of(0) }))],
    ['a misshapen tensor', ShapeError, altered((tensors) => tensors.set('lstm/bias', { shape: [3, 4], data: new Float32Array(12) }))],
    [
      'NaN among the weights',
      ShapeError,
      altered((tensors) => tensors.set('lstm/bias', { shape: [12], data: new Float32Array(12).fill(NaN) })),
    ],
    ['a run without its moments', ShapeError, altered(() => {}, resumable)],
    [
      'a memory of another optimizer than the settings name',
      CheckpointError,
      altered((_, metadata) => metadata.set('run', metadata.get('run')!.replace('"type":"adam"', '"type":"sgd"')), resumable),
    ],
    ['no file at all', SafetensorsError, new TextEncoder().encode('<!doctype html><title>404</title>')],
  ])('%s', (_, type, bytes) => {
    expect(() => decodeCheckpoint(bytes)).toThrow(type)
  })

  test('is told apart by the tensor it lacks', () => {
    const bytes = altered((tensors) => tensors.delete('lstm/recurrent_kernel'))
    expect(() => decodeCheckpoint(bytes)).toThrow('tensor lstm/recurrent_kernel, misfit missing (expected [3, 12])')
  })
})

test('a model remembers every set it learnt from, the last one last', () => {
  expect(trainedAlsoOn([], 'a')).toEqual(['a'])
  expect(trainedAlsoOn(['a'], 'b')).toEqual(['a', 'b'])
  expect(trainedAlsoOn(['a', 'b'], 'a')).toEqual(['b', 'a'])
  const many = Array.from({ length: 40 }, (_, index) => `set ${index}`)
  const kept = many.reduce(trainedAlsoOn, [] as readonly string[])
  expect(kept).toEqual(many.slice(-16))
  expect(decodeCheckpoint(encodeCheckpoint({ ...plain, trainedOn: kept })).trainedOn).toEqual(kept)
})

test('names lose what has no place in a name', () => {
  expect(cleanName('../../etc/passwd\u0000\u202Egpj')).toBe('.. .. etc passwd gpj')
  expect(cleanName('<img src=x onerror=alert(1)>')).not.toMatch(/[<>]/)
  expect(cleanName(' \n ')).toBe('model')
  expect(cleanName('x'.repeat(1000))).toHaveLength(80)
})
