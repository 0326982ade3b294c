import { toInk } from '../../../core/images'
import { afterEach, expect, it, vi } from 'vitest'
import type { LabelledImages } from '../../../core/images'
import { IMAGE_PIXELS } from '../../../testing/digits'
import { Random } from '../../../core/random'
import type { Engine } from '../../engine'
import { createGpuEngine } from './gpu-engine'
import { parseModelSpec } from '../../spec/parse'

/** What the GPU keeps of plans and data that were used once. */

const spec = parseModelSpec({
  version: 1,
  layers: [
    { type: 'lstm', units: 8 },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
})

function noise(count: number, seed: number): LabelledImages {
  const random = new Random(seed, count)
  return {
    name: `noise ${seed}`,
    images: Uint8Array.from({ length: count * IMAGE_PIXELS }, () => random.integer(256)),
    labels: Uint8Array.from({ length: count }, () => random.integer(10)),
  }
}

const smoothed = (index: number) => ({ type: 'categoricalCrossentropy', labelSmoothing: index / 100 }) as const

afterEach(() => vi.restoreAllMocks())

/** Bytes of all buffers that were made and not destroyed. */
function countBytes(): () => number {
  let bytes = 0
  const create = GPUDevice.prototype.createBuffer
  vi.spyOn(GPUDevice.prototype, 'createBuffer').mockImplementation(function (this: GPUDevice, descriptor) {
    bytes += descriptor.size
    return create.call(this, descriptor)
  })
  const given = new WeakSet<GPUBuffer>()
  const destroy = GPUBuffer.prototype.destroy
  vi.spyOn(GPUBuffer.prototype, 'destroy').mockImplementation(function (this: GPUBuffer) {
    if (!given.has(this)) bytes -= this.size
    given.add(this)
    return destroy.call(this)
  })
  return () => bytes
}

async function openModel(): Promise<{ engine: Engine; model: Awaited<ReturnType<Engine['createModel']>> }> {
  const engine = await createGpuEngine()
  return { engine, model: await engine.createModel(spec, { seed: 1, maxBatch: 8 }) }
}

it('takes no more memory for the thirtieth loss than for the tenth, and answers as before', async () => {
  const bytes = countBytes()
  const { engine, model } = await openModel()
  const set = noise(20, 1)
  const first = await model.evaluate(set, smoothed(0))
  for (let index = 1; index < 15; index++) await model.evaluate(set, smoothed(index))
  const settled = bytes()
  for (let index = 15; index < 30; index++) await model.evaluate(set, smoothed(index))
  expect(bytes()).toBe(settled)
  expect(await model.evaluate(set, smoothed(0))).toEqual(first)
  engine.dispose()
})

it('lets sets go that nothing reads any more, and loads them again when they are asked for', async () => {
  const bytes = countBytes()
  const { engine, model } = await openModel()
  const sets = Array.from({ length: 30 }, (_, index) => noise(40, index))
  const answers = []
  let settled = 0
  for (const [index, set] of sets.entries()) {
    answers.push(await model.evaluate(set, smoothed(0)))
    if (index === 15) settled = bytes()
  }
  expect(bytes()).toBe(settled)
  expect(await model.evaluate(sets[0]!, smoothed(0))).toEqual(answers[0])
  engine.dispose()
})

it('leaves alone what is in use: evaluations and predictions side by side, more than are kept', async () => {
  const { engine, model } = await openModel()
  const sets = Array.from({ length: 14 }, (_, index) => noise(40, index))
  const one = toInk(sets[0]!.images.subarray(0, IMAGE_PIXELS))
  const alone = await model.predict(one)
  const [answers, , after] = await Promise.all([
    Promise.all(sets.map((set) => model.evaluate(set, smoothed(0)))),
    model.trace(one),
    model.predict(one),
  ])
  expect(after).toEqual(alone)
  for (const [index, set] of sets.entries()) expect(await model.evaluate(set, smoothed(0))).toEqual(answers[index])
  engine.dispose()
})

it('keeps the data of a run that goes on', async () => {
  const { engine, model } = await openModel()
  const train = noise(64, 99)
  const optimizer = { type: 'sgd', learningRate: 0.01 } as const
  const run = model.fit(train, { epochs: 2, batchSize: 8, loss: smoothed(0), optimizer, seed: 1, startPaused: true })
  await run.step()
  for (let index = 0; index < 14; index++) await model.evaluate(noise(40, index), smoothed(0))
  run.resume()
  await run.done
  expect(run.state).toBe('finished')
  engine.dispose()
})
