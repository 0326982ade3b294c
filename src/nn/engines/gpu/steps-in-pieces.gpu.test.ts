import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { LabelledImages } from '../../../core/images'
import { IMAGE_PIXELS } from '../../../testing/digits'
import { Random, Stream } from '../../../core/random'
import type { Engine, Model } from '../../engine'
import { createGpuEngine } from './gpu-engine'
import { presets } from '../../spec/presets'

/** Steps that are submitted in pieces because somebody reads along. */

const BATCH = 64
const STEPS = 6
const random = new Random(5, Stream.sample)
const noise: LabelledImages = {
  name: 'noise',
  images: Uint8Array.from({ length: STEPS * BATCH * IMAGE_PIXELS }, () => random.integer(256)),
  labels: Uint8Array.from({ length: STEPS * BATCH }, () => random.integer(10)),
}
const picture = new Float32Array(IMAGE_PIXELS).fill(0.5)
const loss = { type: 'categoricalCrossentropy' } as const

let engine: Engine
beforeAll(async () => {
  engine = await createGpuEngine()
})
afterAll(() => engine.dispose())
afterEach(() => vi.restoreAllMocks())

/** Trains for some steps. @returns bits of the parameters, and submissions of training steps */
async function train(meanwhile: (model: Model) => Promise<unknown>): Promise<{ parameters: unknown; pieces: number }> {
  const model = await engine.createModel(presets['row-lstm'].spec, { seed: 3 })
  const optimizer = { type: 'adam', learningRate: 1e-3 } as const
  const run = model.fit(noise, { epochs: 1, batchSize: BATCH, loss, optimizer, seed: 2, startPaused: true })
  const encoders = vi.spyOn(GPUDevice.prototype, 'createCommandEncoder')
  // Steps as slow as on the slowest adapters: what decides is the time, and this adapter may be fast.
  let now = performance.now()
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 40))
  for (let step = 0; step < STEPS; step++) await Promise.all([run.step(), meanwhile(model)])
  const pieces = encoders.mock.calls.filter(([descriptor]) => descriptor?.label === 'piece of a training step').length
  vi.restoreAllMocks()
  await run.stop()
  const parameters = [...(await model.parameters())].map(([name, { data }]) => [name, [...new Uint32Array(data.slice().buffer)]])
  model.dispose()
  return { parameters, pieces }
}

it('learns the same, bit for bit, whether somebody reads along or not', async () => {
  const alone = await train(() => Promise.resolve())
  const watched = await train((model) => model.trace(picture))
  expect(alone.pieces).toBe(0)
  expect(watched.pieces).toBeGreaterThan(STEPS)
  expect(watched.parameters).toEqual(alone.parameters)
})

it('is not disturbed by gradients that are asked for in the middle of a step', async () => {
  const alone = await train(() => Promise.resolve())
  const disturbed = await train(async (model) => {
    await model.trace(picture)
    await model.lossAndGradients(picture, Uint8Array.of(3), loss)
  })
  expect(disturbed.pieces).toBeGreaterThan(0)
  expect(disturbed.parameters).toEqual(alone.parameters)
})
