import { expect, test } from 'vitest'
import { describeModel, initialParameters } from '../nn'
import { resolveRunSettings } from '../nn/spec/training'
import { CheckpointError, decodeCheckpoint, encodeCheckpoint, type Checkpoint } from './checkpoint'
import { readRecord, withRecord, type TrainingRecord } from './record'
import { readSafetensors, replaceMetadata, writeSafetensors } from './safetensors'
import { tinySpec } from './tiny-task.fixture'

const checkpoint: Checkpoint = {
  spec: tinySpec,
  name: 'tiny',
  seed: 3,
  epochs: 2,
  trainedOn: ['Noise, training'],
  testAccuracy: 0.5,
  testedOn: 'Noise, test',
  parameters: initialParameters(describeModel(tinySpec), 3),
  run: null,
}
const entry: TrainingRecord = {
  command: 'npm run train -- --preset tiny --seed 3',
  engine: 'SIMD, 2 threads',
  seconds: 61.5,
  settings: resolveRunSettings({ epochs: 4, batchSize: 16, seed: 3, validation: 5000, schedule: { kind: 'cosine', learningRate: 1e-3 } }),
  validationAccuracy: 0.75,
}

test('a record is noted in a file that stays the model it was', () => {
  const file = encodeCheckpoint(checkpoint)
  expect(readRecord(file)).toBeNull()
  const noted = withRecord(file, entry)
  expect(readRecord(noted)).toEqual(entry)
  expect(decodeCheckpoint(noted)).toEqual(checkpoint)
  const later = { ...entry, seconds: 90, validationAccuracy: null }
  expect(readRecord(withRecord(noted, later))).toEqual(later)
})

test('a record from before the learning rate moved into the schedule is read as it was', () => {
  const settings = { epochs: 4, batchSize: 16, learningRate: 1e-3, seed: 3, schedule: 'cosine', validation: 5000 }
  const { metadata } = readSafetensors(encodeCheckpoint(checkpoint))
  const before = replaceMetadata(encodeCheckpoint(checkpoint), new Map([...metadata, ['record', JSON.stringify({ ...entry, settings })]]))
  expect(readRecord(before)).toEqual(entry)
})

test('a record that makes no sense is refused', () => {
  const { metadata } = readSafetensors(encodeCheckpoint(checkpoint))
  const withText = (text: string) => replaceMetadata(encodeCheckpoint(checkpoint), new Map([...metadata, ['record', text]]))
  expect(() => readRecord(withText('{'))).toThrow(CheckpointError)
  expect(() => readRecord(withText(JSON.stringify({ ...entry, validationAccuracy: 2 })))).toThrow(CheckpointError)
  expect(() => withRecord(writeSafetensors(new Map(), new Map()), entry)).toThrow(CheckpointError)
})
