import { afterEach, expect, it, vi } from 'vitest'
import { DeviceLostError, DisposedError, DivergedError, ShaderError, SpecError } from '../../../core/errors'
import type { LabelledImages } from '../../../core/images'
import { IMAGE_PIXELS } from '../../../testing/digits'
import { requestGpu } from '../../../gpu/device'
import { defineKernel, KernelCache } from '../../../gpu/kernel'
import { conv2d } from '../../../testing/convolutions'
import type { FitOptions } from '../../engine'
import { createGpuEngine } from './gpu-engine'
import { inputOf } from '../../spec/input'
import { presets } from '../../spec/presets'

/** What becomes of the engine when the GPU, a shader or the numbers fail. */

const { spec } = presets['row-lstm']
const set: LabelledImages = { name: 'grey', images: new Uint8Array(640 * IMAGE_PIXELS).fill(100), labels: new Uint8Array(640) }
const options: FitOptions = {
  epochs: 50,
  batchSize: 8,
  loss: { type: 'categoricalCrossentropy' },
  optimizer: { type: 'adam', learningRate: 1e-3 },
  seed: 1,
}

afterEach(() => vi.restoreAllMocks())

/** Keeps hold of the next device, to take it away as a driver would. */
function captureDevice(): { device: GPUDevice | null } {
  const captured: { device: GPUDevice | null } = { device: null }
  const original = GPUAdapter.prototype.requestDevice
  vi.spyOn(GPUAdapter.prototype, 'requestDevice').mockImplementation(async function (this: GPUAdapter, descriptor) {
    captured.device = await original.call(this, descriptor)
    return captured.device
  })
  return captured
}

it('ends a training with DeviceLostError when the device is lost, instead of training on nothing', async () => {
  const captured = captureDevice()
  const engine = await createGpuEngine()
  const model = await engine.createModel(spec, { seed: 1 })
  const run = model.fit(set, options)
  await new Promise<void>((resolve) => run.subscribe((event) => event.type === 'steps' && resolve()))
  captured.device!.destroy()
  await expect(run.done).rejects.toBeInstanceOf(DeviceLostError)
  expect(run.state).toBe('failed')
  await expect(engine.lost).resolves.toBeInstanceOf(DeviceLostError)
  await expect(model.trace(new Float32Array(IMAGE_PIXELS))).rejects.toBeInstanceOf(DeviceLostError)
  engine.dispose()
})

it('does not call its own dispose a loss', async () => {
  const engine = await createGpuEngine()
  engine.dispose()
  const first = await Promise.race([engine.lost, new Promise((resolve) => setTimeout(resolve, 200, 'nothing'))])
  expect(first).toBe('nothing')
})

it('ends a reading under way when its model is disposed of, without a complaint of the device', async () => {
  const captured = captureDevice()
  const engine = await createGpuEngine()
  const model = await engine.createModel(spec, { seed: 1 })
  const complaint = vi.fn()
  captured.device!.addEventListener('uncapturederror', complaint)
  const reading = model.trace(new Float32Array(IMAGE_PIXELS))
  model.dispose()
  await expect(reading).rejects.toBeInstanceOf(DisposedError)
  const other = await engine.createModel(spec, { seed: 2 })
  await other.trace(new Float32Array(IMAGE_PIXELS))
  expect(complaint).not.toHaveBeenCalled()
  engine.dispose()
})

it('ends a training with DivergedError when the loss is not finite any more', async () => {
  const engine = await createGpuEngine()
  const model = await engine.createModel(spec, { seed: 1 })
  const run = model.fit(set, { ...options, optimizer: { type: 'adam', learningRate: 1e38 } })
  await expect(run.done).rejects.toBeInstanceOf(DivergedError)
  expect(run.state).toBe('failed')
  engine.dispose()
})

it('refuses a batch that no buffer of this GPU can hold, and trains on', async () => {
  const engine = await createGpuEngine()
  const large = conv2d(8, 28, 1, 'same')
  const layers = [large, large, { type: 'flatten' as const }, { type: 'dense' as const, units: 10, activation: 'softmax' as const }]
  const model = await engine.createModel({ version: 1, input: inputOf({ scan: 'image' }), layers }, { seed: 1 })
  const refused = () => model.fit(set, { ...options, batchSize: 1024 })
  expect(refused).toThrow(SpecError)
  expect(refused).toThrow(/: where training, field batchSize, value 1024, allowed gpuBatch \(max \d+\)$/)
  const run = model.fit(set, { ...options, batchSize: 1, startPaused: true })
  await run.step()
  await run.stop()
  engine.dispose()
})

it('shows a shader that does not compile with its line', async () => {
  const gpu = await requestGpu()
  const broken = defineKernel({
    label: 'test/broken',
    wgsl: '@compute @workgroup_size(1)\nfn main() { let x: u32 = 1.5; }',
    bindings: {},
    uniforms: {},
    overrides: {},
    workgroups: () => [1, 1, 1],
  })
  const failure = await new KernelCache(gpu).compile(broken).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ShaderError)
  expect(String(failure)).toContain('let x: u32 = 1.5;')
  gpu.destroy()
})
