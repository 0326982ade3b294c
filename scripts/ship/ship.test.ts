import { describe, expect, test } from 'vitest'
import { createCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { describeModel, initialParameters, parseModelSpec } from '../../src/nn'
import { presets } from '../../src/nn/spec/presets'
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../../src/train/checkpoint'
import { readRecord, withRecord, type TrainingRecord } from '../../src/train/record'
import { readSafetensors } from '../../src/train/safetensors'
import { resolveRunSettings } from '../../src/nn/spec/training'
import { tinySet, tinySpec } from '../../src/train/tiny-task.fixture'
import { UsageError } from '../train/options'
import { completeRecord, ShipError, type Facts } from './facts'
import { indexOf, type ModelFile } from './folder'
import { shipModel } from './ship'
import { trainingsTable } from './table'

const nothing: Facts = { command: null, engine: null, seconds: null, validationAccuracy: null }
const spec = parseModelSpec(presets.cnn.spec)
const trained: Checkpoint = {
  spec,
  name: 'cnn',
  seed: 4,
  epochs: 5,
  trainedOn: ['MNIST, training'],
  testAccuracy: 0.9871,
  testedOn: 'MNIST, test',
  parameters: initialParameters(describeModel(spec), 4),
  run: null,
}
const record: TrainingRecord = {
  command: 'npm run train -- --preset cnn --epochs 6 --seed 4 --validation 5000',
  engine: 'SIMD, 2 threads',
  seconds: 4000,
  settings: resolveRunSettings({ epochs: 6, batchSize: 64, seed: 4, validation: 5000, schedule: { learningRate: 1e-3 } }),
  validationAccuracy: 0.991,
}
const plain = encodeCheckpoint(trained)
const noted = withRecord(plain, record)

describe('a model that goes out', () => {
  test('is rounded, measured as rounded, and says how it came to be', async () => {
    const engine = await createCpuEngine()
    const digits = tinySet('Noise, test', 6)
    const { bytes, checkpoint, accuracy } = await shipModel(noted, nothing, engine, digits)
    expect(bytes.length).toBeLessThan(0.6 * noted.length)
    expect(new Set([...readSafetensors(bytes).tensors.values()].map(({ dtype }) => dtype))).toEqual(new Set(['F16']))
    expect(readRecord(bytes)).toEqual(record)
    const read = decodeCheckpoint(bytes)
    expect(read).toEqual(checkpoint)
    const model = await engine.createModel(read.spec, { seed: 1 })
    await model.setParameters(read.parameters)
    const measured = await model.evaluate(digits, { type: 'categoricalCrossentropy' })
    expect(read).toMatchObject({ testAccuracy: measured.accuracy, testedOn: 'Noise, test', epochs: 5, seed: 4 })
    // That of another set is no comparison.
    expect(accuracy).toEqual({ before: null, after: measured.accuracy })
  })

  test('is a preset’s, as the preset is now', async () => {
    const engine = await createCpuEngine()
    const parameters = initialParameters(describeModel(tinySpec), 1)
    const ship = (change: Partial<Checkpoint>) =>
      shipModel(withRecord(encodeCheckpoint({ ...trained, ...change }), record), nothing, engine, tinySet('x', 1))
    await expect(ship({ name: 'mine' })).rejects.toThrow('mine is no preset')
    await expect(ship({ spec: tinySpec, parameters })).rejects.toThrow(ShipError)
  })
})

describe('how a model was trained', () => {
  test('stands in its record', () => {
    expect(completeRecord(noted, nothing)).toEqual(record)
    expect(completeRecord(noted, { ...nothing, seconds: 9 })).toEqual({ ...record, seconds: 9 })
  })

  test('or is said, and what is missing is named', () => {
    expect(() => completeRecord(plain, nothing)).toThrow('--command, --trained-on, --seconds')
    const said = { ...nothing, command: 'npm run train -- --preset cnn --epochs 6 --seed 4', engine: 'SIMD', seconds: 60 }
    const { settings, ...rest } = completeRecord(plain, said)
    expect(rest).toEqual({ command: said.command, engine: 'SIMD', seconds: 60, validationAccuracy: null })
    expect(settings).toMatchObject({ epochs: 6, batchSize: 64, seed: 4, schedule: { learningRate: 1e-3 } })
    expect(() => completeRecord(plain, { ...said, command: 'rm -r .' })).toThrow(ShipError)
    expect(() => completeRecord(plain, { ...said, command: 'npm run train -- --epoch 6' })).toThrow(UsageError)
    expect(() => completeRecord(plain, { ...said, command: `${said.command} --validation 5000` })).toThrow('--validation-accuracy')
  })
})

const file: ModelFile = { name: 'cnn', bytes: 25_000, version: '0123abcd', checkpoint: trained, record }

test('the index says what the page must know before it loads a model', () => {
  expect(indexOf([file])).toEqual([{ preset: 'cnn', bytes: 25_000, version: '0123abcd', epochs: 5, testAccuracy: 0.9871 }])
  expect(() => indexOf([{ ...file, name: 'mine' }])).toThrow(ShipError)
  expect(() => indexOf([{ ...file, checkpoint: { ...trained, testAccuracy: null } }])).toThrow(ShipError)
})

test('the table has a row for each training', () => {
  const unknown = { ...file, record: null, checkpoint: { ...trained, testAccuracy: 0.5, testedOn: 'Noise, test' } }
  const [head, , known, other] = trainingsTable([file, unknown])
  expect(head).toBe('| preset | parameters | seed | epochs | time | on | validation | test | command |')
  expect(known).toBe(
    '| `cnn` | 12,810 | 4 | 5 of 6 | 1 h 7 min | SIMD, 2 threads | 99.10% | **98.71%** |' +
      ' `npm run train -- --preset cnn --epochs 6 --seed 4 --validation 5000` |',
  )
  expect(other).toBe('| `cnn` | 12,810 | 4 | 5 | – | – | – | 50.00% (Noise, test) | – |')
})
