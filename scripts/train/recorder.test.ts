import { expect, test } from 'vitest'
import { describeModel, initialParameters } from '../../src/nn'
import { decodeCheckpoint, encodeCheckpoint } from '../../src/train/checkpoint'
import { readRecord } from '../../src/train/record'
import { resolveRunSettings } from '../../src/nn/spec/training'
import { tinySpec } from '../../src/train/tiny-task.fixture'
import { Recorder } from './recorder'

const file = encodeCheckpoint({
  spec: tinySpec,
  name: 'tiny',
  seed: 1,
  epochs: 4,
  trainedOn: [],
  testAccuracy: 0.9,
  testedOn: 'Noise, test',
  parameters: initialParameters(describeModel(tinySpec), 1),
  run: null,
})
const settings = resolveRunSettings({ epochs: 6, batchSize: 64, seed: 1, validation: 5000, schedule: { learningRate: 1e-3 } })

function recorderAt(time: { now: number }, secondsBefore: number, validationAccuracy: number | null): Recorder {
  return new Recorder({ command: 'npm run train', settings, secondsBefore, validationAccuracy, now: () => time.now })
}

const epoch = { type: 'epoch', epoch: 5, trainLoss: 0, trainAccuracy: 1, testLoss: 0, evaluatedOn: 'x', imagesPerSecond: null } as const

test('notes engine, time over all sessions, and how well the kept epoch did', () => {
  const time = { now: 5000 }
  const recorder = recorderAt(time, 100, 0.9)
  recorder.hear({ type: 'engine', adapter: 'SIMD, 2 threads', isSoftware: false })
  time.now = 65_400
  const noted = { command: 'npm run train', engine: 'SIMD, 2 threads', seconds: 160, settings }
  expect(readRecord(recorder.note('final', file))).toEqual({ ...noted, validationAccuracy: 0.9 })
  recorder.hear({ ...epoch, testAccuracy: 0.95, isBest: true })
  recorder.hear({ ...epoch, testAccuracy: 0.93, isBest: false })
  expect(readRecord(recorder.note('final', file))).toEqual({ ...noted, validationAccuracy: 0.95 })
  expect(readRecord(recorder.note('checkpoint', file))).toEqual({ ...noted, validationAccuracy: null })
  expect(decodeCheckpoint(recorder.note('final', file)).epochs).toBe(4)
})
