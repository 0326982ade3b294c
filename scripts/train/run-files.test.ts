import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeModel, initialParameters } from '../../src/nn'
import { resolveRunSettings } from '../../src/nn/spec/training'
import { encodeCheckpoint } from '../../src/train/checkpoint'
import { tinySpec } from '../../src/train/tiny-task.fixture'
import { readIfThere, RunFiles, writeWhole } from './run-files'

const settings = resolveRunSettings({
  epochs: 6,
  batchSize: 64,
  seed: 1,
  validation: 5000,
  optimizer: { type: 'sgd' },
  schedule: { learningRate: 1e-3 },
})

function epochOf(validationAccuracy: number | null): Buffer {
  return Buffer.from(
    encodeCheckpoint({
      spec: tinySpec,
      name: 'tiny',
      seed: 1,
      epochs: 1,
      trainedOn: ['MNIST, training'],
      testAccuracy: null,
      testedOn: null,
      parameters: initialParameters(describeModel(tinySpec), 1),
      run: { settings, epoch: 1, step: 0, optimizer: { step: 10, slots: new Map() }, validationAccuracy },
    }),
  )
}

let folder: string
let files: RunFiles

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatelight-run-'))
  files = new RunFiles(folder, 'tiny', join(folder, 'tiny.model.safetensors'))
})

afterEach(() => rm(folder, { recursive: true }))

describe('the best epoch of a run that goes on', () => {
  it('is the one that was kept', async () => {
    await writeWhole(files.best, epochOf(0.9))
    expect(await files.bestWith(epochOf(0.8))).toEqual(epochOf(0.9))
  })

  it('is the checkpoint where the run was ended before it was kept as the best', async () => {
    expect(await files.bestWith(epochOf(0.8))).toEqual(epochOf(0.8))
    expect(await readFile(files.best)).toEqual(epochOf(0.8))
    expect(await files.bestWith(epochOf(0.9))).toEqual(epochOf(0.9))
    expect(await readFile(files.best)).toEqual(epochOf(0.9))
  })

  it('is none without validation', async () => {
    expect(await files.bestWith(epochOf(null))).toBeNull()
    expect(await readIfThere(files.best)).toBeNull()
  })

  it('is not that of an earlier run of the same name', async () => {
    await files.forgetBest()
    await writeWhole(files.best, epochOf(0.99))
    await files.forgetBest()
    expect(await files.bestWith(epochOf(0.5))).toEqual(epochOf(0.5))
  })
})
