import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LabelledImages } from '../../../core/images'
import { IMAGE_PIXELS } from '../../../testing/digits'
import { ARRANGEMENTS } from '../../../gpu/arrangement'
import { GpuMemoryError } from '../../../gpu/errors'
import { openTestGpu, readSlices, type TestGpu } from '../../../testing/gpu-layer'
import { anySmallModel } from '../../../testing/random-specs'
import { expectClose, tolerances } from '../../../testing/tolerance'
import type { FitOptions } from '../../engine'
import { createGpuEngine } from './gpu-engine'
import { describeModel } from '../../spec/describe'
import { initialParameters } from '../../spec/initializers'
import type { ModelSpec } from '../../spec/model-spec'
import { presets, type PresetName } from '../../spec/presets'
import { resolveRunSettings } from '../../spec/training'
import { DatasetStore } from '../../operations/gpu/batch'
import { writeClock } from '../../operations/gpu/clock'
import { inferenceBatch } from './memory'
import { Network } from './network'
import { evaluationPlan, recordTraining } from './plans'

/** Memory is planned: how much, that none is taken per step, who shares it, and what happens when there is none. */

const MIB = 2 ** 20
const grey: LabelledImages = { name: 'grey', images: new Uint8Array(64 * IMAGE_PIXELS).fill(100), labels: new Uint8Array(64).fill(3) }
const settings = resolveRunSettings({ epochs: 1, batchSize: 64, seed: 1 })
const options: FitOptions = {
  epochs: 100,
  batchSize: 8,
  loss: { type: 'categoricalCrossentropy' },
  optimizer: { type: 'adam', learningRate: 1e-3 },
  seed: 1,
}

let test: TestGpu
beforeAll(async () => {
  test = await openTestGpu()
})
afterAll(() => test.gpu.destroy())
afterEach(() => vi.restoreAllMocks())

const contextOf = (spec: ModelSpec) => ({ ...test, network: new Network(test.gpu, describeModel(spec)) })

/** MiB of a training step as recorded, without taking any. */
function plannedMib(name: PresetName): { shared: number; unshared: number } {
  const { arena } = recordTraining(contextOf(presets[name].spec), null, settings).builder
  return { shared: arena.bytes / MIB, unshared: arena.bytesWithoutSharing / MIB }
}

describe('a training step at batch 64', () => {
  it('is counted without taking memory', () => {
    const before = test.gpu.memory.bytes
    expect(plannedMib('keras').shared).toBeGreaterThan(5)
    expect(test.gpu.memory.bytes).toBe(before)
  })

  it.each<[PresetName, number]>([
    ['cnn', 0.6],
    ['best', 0.75],
    ['keras', 0.85],
  ])('of %s takes less than %d of what its tensors would take by themselves', (name, share) => {
    const { shared, unshared } = plannedMib(name)
    expect(shared / unshared).toBeLessThan(share)
  })

  it('of pixel-lstm fits in 256 MB with the evaluation, the parameters and MNIST beside it', async () => {
    const context = contextOf(presets['pixel-lstm'].spec)
    const training = recordTraining(context, null, settings).builder.arena.bytes
    const { limits } = test.gpu.device
    const batch = inferenceBatch(context.network.description, limits.maxStorageBufferBindingSize)
    const datasets = new DatasetStore(test.gpu)
    const evaluation = await evaluationPlan(context, datasets.get(grey), batch, settings.loss)
    const flatBuffers = 4 * context.network.store.size * 4
    const mnist = 70_000 * (IMAGE_PIXELS + 1)
    expect(batch).toBeGreaterThanOrEqual(64)
    expect(training).toBeLessThan(80 * MIB)
    expect(training + evaluation.plan.bytes + flatBuffers + mnist).toBeLessThan(256e6)
    evaluation.plan.destroy()
    datasets.destroy()
  })
})

it('takes no memory in 50 steps', async () => {
  const engine = await createGpuEngine()
  const model = await engine.createModel(presets['row-lstm'].spec, { seed: 1 })
  const run = model.fit(grey, { ...options, startPaused: true })
  for (let step = 0; step < 3; step++) await run.step()
  const create = vi.spyOn(GPUDevice.prototype, 'createBuffer')
  const compile = vi.spyOn(GPUDevice.prototype, 'createComputePipelineAsync')
  for (let step = 0; step < 50; step++) await run.step()
  expect(create).not.toHaveBeenCalled()
  expect(compile).not.toHaveBeenCalled()
  await run.stop()
  engine.dispose()
})

it('compiles nothing for a second batch size', async () => {
  const engine = await createGpuEngine()
  const model = await engine.createModel(presets.keras.spec, { seed: 1 })
  const compile = vi.spyOn(GPUDevice.prototype, 'createComputePipelineAsync')
  const train = async (batchSize: number) => {
    const run = model.fit(grey, { ...options, batchSize, startPaused: true })
    await run.step()
    await run.stop()
  }
  await train(8)
  expect(compile).toHaveBeenCalled()
  compile.mockClear()
  await train(5)
  expect(compile).not.toHaveBeenCalled()
  engine.dispose()
})

it.each(ARRANGEMENTS)(
  'lets no tensor see what another left in the memory they share, arranged in %s',
  { timeout: 600_000 },
  async (arrangement) => {
    const arranged = await openTestGpu(arrangement)
    const datasets = new DatasetStore(arranged.gpu)
    const dataset = datasets.get(grey)
    // A barrier on an adapter that is emulated takes its time.
    const numRuns = arrangement === 'staged' ? 12 : 40
    for (const spec of fc.sample(anySmallModel, { numRuns, seed: 7 })) {
      const network = new Network(arranged.gpu, describeModel(spec))
      const { store, description } = network
      const { builder, clock } = recordTraining({ ...arranged, network }, dataset, { ...settings, batchSize: 5 })
      const plan = await builder.compile()
      const stepAfterFillingWith = async (word: number): Promise<Uint32Array[]> => {
        for (const buffer of builder.arena.sharedBuffers) {
          arranged.gpu.device.queue.writeBuffer(buffer, 0, new Uint32Array(buffer.size / 4).fill(word))
        }
        store.upload('parameters', initialParameters(description, 1))
        for (const slot of ['m', 'v'] as const) store.clear(`optimizer/${slot}`)
        // Short of a whole batch: the rows past its examples are somebody's leavings too.
        writeClock(arranged.gpu, clock, { step: 1, epoch: 0, start: 0, examples: 3, seed: 1, logSlot: 0, learningRate: 1e-3 })
        const encoder = arranged.gpu.device.createCommandEncoder()
        plan.encode(encoder)
        arranged.gpu.device.queue.submit([encoder.finish()])
        const flat = await readSlices(arranged, [store.buffer('gradients'), store.buffer('parameters')])
        return flat.map((values) => new Uint32Array(values.slice().buffer))
      }
      const expected = await stepAfterFillingWith(0)
      const actual = await stepAfterFillingWith(0x7fc00000)
      actual.forEach((words, index) => expectClose(words, expected[index]!, tolerances.exact, `bits of ${JSON.stringify(spec)}`))
      plan.destroy()
      store.destroy()
    }
    datasets.destroy()
    arranged.gpu.destroy()
  },
)

/** From now on the GPU has no memory for anybody who asks. */
function fillUpMemory() {
  const scopes: GPUErrorFilter[] = []
  const push = GPUDevice.prototype.pushErrorScope
  vi.spyOn(GPUDevice.prototype, 'pushErrorScope').mockImplementation(function (this: GPUDevice, filter) {
    scopes.push(filter)
    return push.call(this, filter)
  })
  const pop = GPUDevice.prototype.popErrorScope
  return vi.spyOn(GPUDevice.prototype, 'popErrorScope').mockImplementation(async function (this: GPUDevice) {
    const isFull = scopes.pop() === 'out-of-memory'
    const error = await pop.call(this)
    return isFull ? new GPUOutOfMemoryError('no memory left') : error
  })
}

it('gives back what it took when the GPU has no memory for a plan, says what was asked for, and trains on with less', async () => {
  const engine = await createGpuEngine()
  const model = await engine.createModel(presets['row-lstm'].spec, { seed: 1 })
  const created: GPUBuffer[] = []
  const destroyed = new Set<GPUBuffer>()
  const create = GPUDevice.prototype.createBuffer
  vi.spyOn(GPUDevice.prototype, 'createBuffer').mockImplementation(function (this: GPUDevice, descriptor) {
    const buffer = create.call(this, descriptor)
    if (descriptor.label?.startsWith('train/') || descriptor.label?.startsWith('lstm/')) created.push(buffer)
    return buffer
  })
  const destroy = GPUBuffer.prototype.destroy
  vi.spyOn(GPUBuffer.prototype, 'destroy').mockImplementation(function (this: GPUBuffer) {
    destroyed.add(this)
    return destroy.call(this)
  })
  const full = fillUpMemory()
  const failure = await model.fit(grey, options).done.catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(GpuMemoryError)
  expect(String(failure)).toMatch(/^GpuMemoryError: The GPU is out of memory: plan train, bytes \d+, original no memory left$/)
  full.mockRestore()
  expect(created.length).toBeGreaterThan(2)
  expect(created.every((buffer) => destroyed.has(buffer))).toBe(true)
  const run = model.fit(grey, { ...options, batchSize: 4, startPaused: true })
  await run.step()
  await run.stop()
  engine.dispose()
})
