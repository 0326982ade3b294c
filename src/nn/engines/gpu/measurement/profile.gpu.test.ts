import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LabelledImages } from '../../../../core/images'
import { IMAGE_PIXELS } from '../../../../testing/digits'
import { StateError } from '../../../../core/errors'
import { Random } from '../../../../core/random'
import type { Engine, FitOptions, Model } from '../../../engine'
import { createGpuEngine } from '../gpu-engine'
import { ProfileUnavailableError } from '../../../profile'
import { presets } from '../../../spec/presets'

/** Where the GPU's time goes, measured on the model and without a trace in it. */

const { spec } = presets['row-lstm']
const random = new Random(4, 4)
const noise: LabelledImages = {
  name: 'noise',
  images: Uint8Array.from({ length: 96 * IMAGE_PIXELS }, () => random.integer(256)),
  labels: Uint8Array.from({ length: 96 }, () => random.integer(10)),
}
const options: FitOptions = {
  epochs: 1,
  batchSize: 32,
  loss: { type: 'categoricalCrossentropy' },
  optimizer: { type: 'adam', learningRate: 1e-3 },
  seed: 2,
}

let engine: Engine
beforeAll(async () => {
  engine = await createGpuEngine()
})
afterAll(() => engine.dispose())
afterEach(() => vi.restoreAllMocks())

const createModel = () => engine.createModel(spec, { seed: 3 })

async function bits(model: Model): Promise<unknown> {
  const words = (data: Float32Array) => [...new Uint32Array(data.slice().buffer)]
  const optimizer = await model.optimizerState()
  return {
    parameters: [...(await model.parameters())].map(([name, { data }]) => [name, words(data)]),
    step: optimizer?.step,
    slots: [...(optimizer?.slots ?? [])].map(([slot, tensors]) => [slot, [...tensors].map(([name, { data }]) => [name, words(data)])]),
  }
}

describe('a profile of row-lstm', () => {
  it('names all kernels of a step, with times that add up to the step', async () => {
    const model = await createModel()
    const profile = await model.profile!(noise, options, 6)
    const names = profile.kernels.map(({ kernel }) => kernel.split('/')[0])
    for (const topic of ['data', 'gemm', 'lstm', 'loss', 'optimizer']) expect(names).toContain(topic)
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
    expect(profile.kernels.every(({ milliseconds }) => milliseconds >= 0)).toBe(true)
    expect(sum(profile.kernels.map(({ share }) => share))).toBeCloseTo(1)
    expect(sum(profile.kernels.map(({ dispatches }) => dispatches))).toBe(profile.dispatches)
    expect(sum(profile.kernels.map(({ milliseconds }) => milliseconds))).toBeCloseTo(profile.kernelMilliseconds)
    // Passes cost something, and a machine has other things to do: near is within a factor of two.
    expect(profile.kernelMilliseconds / profile.stepMilliseconds).toBeGreaterThan(0.5)
    expect(profile.kernelMilliseconds / profile.stepMilliseconds).toBeLessThan(2)
    expect(profile).toMatchObject({ batch: 32, steps: 6 })
    expect(profile.limits.gigaflops).toBeGreaterThan(0)
    expect(profile.limits.gigabytes).toBeGreaterThan(0)
    expect(profile.kernels.find(({ kernel }) => kernel === 'optimizer/adam')!.gigabytes).toBeGreaterThan(0)
    expect(profile.memory.step).toBeGreaterThan(1e6)
    expect(profile.memory.engine).toBeGreaterThan(profile.memory.step)
    model.dispose()
  })

  it('leaves parameters and optimizer as they were, and the next run as it would have been', async () => {
    const [watched, alone] = [await createModel(), await createModel()]
    for (const model of [watched, alone]) await model.fit(noise, options).done
    const before = await bits(watched)
    await watched.profile!(noise, options, 2)
    expect(await bits(watched)).toEqual(before)
    const optimizer = (await alone.optimizerState())!
    const goesOn = { ...options, epochs: 2, resumeFrom: { epoch: 1, optimizer } }
    for (const model of [watched, alone]) await model.fit(noise, goesOn).done
    expect(await bits(watched)).toEqual(await bits(alone))
    watched.dispose()
    alone.dispose()
  })

  it('can be taken within a run, which goes on as if nothing had been', async () => {
    const [watched, alone] = [await createModel(), await createModel()]
    const losses: Float32Array[][] = [[], []]
    for (const [index, model] of [watched, alone].entries()) {
      const run = model.fit(noise, { ...options, epochs: 8 })
      run.subscribe((event) => event.type === 'steps' && losses[index]!.push(event.report.losses))
      if (model === watched) await model.profile!(noise, options, 3)
      await run.done
    }
    const flat = losses.map((parts) => parts.flatMap((part) => [...part]))
    expect(flat[0]).toHaveLength(24)
    expect(flat[0]).toEqual(flat[1])
    expect(await bits(watched)).toEqual(await bits(alone))
    watched.dispose()
    alone.dispose()
  })

  it('of other settings waits until the run is over', async () => {
    const model = await createModel()
    const run = model.fit(noise, { ...options, startPaused: true })
    await expect(model.profile!(noise, { ...options, batchSize: 16 })).rejects.toBeInstanceOf(StateError)
    await run.step()
    await run.stop()
    await expect(model.profile!(noise, { ...options, batchSize: 16 }, 1)).resolves.toMatchObject({ batch: 16 })
    model.dispose()
  })
})

it('says why there is none on a device without timestamp queries', async () => {
  vi.spyOn(GPUSupportedFeatures.prototype, 'has').mockReturnValue(false)
  const plain = await createGpuEngine()
  const model = await plain.createModel(spec, { seed: 3 })
  const failure = await model.profile!(noise, options).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ProfileUnavailableError)
  expect(String(failure)).toContain('noTimestamps')
  plain.dispose()
})

it('compiles what a run needs before it begins, and takes no memory for it', async () => {
  const fresh = await createGpuEngine()
  const model = await fresh.createModel(spec, { seed: 3 })
  const create = vi.spyOn(GPUDevice.prototype, 'createBuffer')
  await model.prepareFit!(options)
  expect(create).not.toHaveBeenCalled()
  const compile = vi.spyOn(GPUDevice.prototype, 'createComputePipelineAsync')
  const run = model.fit(noise, { ...options, startPaused: true })
  await run.step()
  expect(compile).not.toHaveBeenCalled()
  await run.stop()
  fresh.dispose()
})
