import { requestGpu } from '../../../src/gpu/device.ts'
import { KernelCache, type Arrangement } from '../../../src/gpu/kernel.ts'
import { createCpuEngine } from '../../../src/nn/engines/cpu/cpu-engine.ts'
import { float64Primitives } from '../../../src/nn/operations/cpu/float64.ts'
import { createGpuEngine } from '../../../src/nn/engines/gpu/gpu-engine.ts'
import { describeLayer } from '../../../src/nn/spec/describe.ts'
import type { LayerKind } from '../../../src/nn/spec/model-spec.ts'
import { type PresetName, presets } from '../../../src/nn/spec/presets.ts'
import { allKernels } from '../../../src/testing/all-kernels.ts'
import { openTestGpu, runGpuLayer, type TestGpu } from '../../../src/testing/gpu-layer.ts'
import { type LayerShape, layerShapes, makeLayerCase, runCpuLayer } from '../../../src/testing/layer-cases.ts'
import { bands, somePictures } from '../../../src/testing/pictures.ts'
import { expectClose, expectCloseNumber, tolerances } from '../../../src/testing/tolerance.ts'
import { expectSameTrajectory, trajectory } from '../../../src/testing/trajectories.ts'

/** Checks of this browser's WebGPU, for tests in another process to call. Each resolves when all is well, and rejects with what is not. */
const checks = {
  /** What it computes on. */
  async adapter() {
    const { adapter, isSoftware, features, destroy } = await requestGpu()
    destroy()
    return { adapter, isSoftware, features }
  },

  /** Compiles the kernels of a label, each with the constants that hardware gets and with those of an emulated adapter. */
  async compile(label: string) {
    const gpu = await (compiling ??= requestGpu())
    for (const isSoftware of [false, true]) {
      const cache = new KernelCache({ ...gpu, isSoftware })
      await Promise.all(allKernels.filter((kernel) => kernel.label === label).map((kernel) => cache.compile(kernel)))
    }
  },

  /** A layer kind forward and backward against float64, at those odd shapes that are small. */
  async layer(kind: LayerKind, arrangement: Arrangement) {
    const test = await testGpu(arrangement)
    const shapes = layerShapes[kind].filter(({ input }) => input.length !== 2 || input[0]! <= 10 || kind === 'conv1d')
    // Side by side: Firefox looks for what is done only every now and then.
    await Promise.all(shapes.flatMap((shape) => [1, 5].map((batch) => expectSameLayer(test, kind, shape, batch))))
  },

  /** Predictions, gradients, a trace and ten steps of a preset against float64. */
  async preset(name: PresetName, arrangement: Arrangement) {
    const engines = [await createGpuEngine(arrangement), await createCpuEngine()] as const
    try {
      const [ours, theirs] = await Promise.all(engines.map((engine) => engine.createModel(presets[name].spec, { seed: 3 })))
      const { images, labels } = somePictures(7, 1)
      expectClose(await ours!.predict(images), await theirs!.predict(images), tolerances.float32Kernel, 'probabilities')

      const loss = { type: 'categoricalCrossentropy' } as const
      const actual = await ours!.lossAndGradients(images, labels, loss)
      const expected = await theirs!.lossAndGradients(images, labels, loss)
      expectCloseNumber(actual.loss, expected.loss, tolerances.float32Model, 'loss')
      for (const [tensor, { data }] of expected.gradients) {
        expectClose(actual.gradients.get(tensor)!.data, data, tolerances.float32Model, `gradient of ${tensor}`)
      }

      const picture = images.slice(0, images.length / 7)
      const [trace, oracle] = [await ours!.trace(picture), await theirs!.trace(picture)]
      expectClose(trace.belief.data, oracle.belief.data, tolerances.float32Kernel, 'belief')
      for (const [at, signal] of oracle.signals.entries()) {
        expectClose(trace.signals[at]!.data, signal.data, tolerances.float32Kernel, `signal ${signal.layer}/${signal.name}`)
      }

      const options = { epochs: 2, batchSize: 4, loss, optimizer: { type: 'adam', learningRate: 1e-3 }, seed: 8 } as const
      const set = bands(20)
      const steps = await trajectory(ours!, set, options)
      if (steps.losses.length !== 10) throw new Error(`${steps.losses.length} steps`)
      expectSameTrajectory(steps, await trajectory(theirs!, set, options))
    } finally {
      for (const engine of engines) engine.dispose()
    }
  },
}

export type Checks = typeof checks

async function expectSameLayer(test: TestGpu, kind: LayerKind, { layer, input, masked = false }: LayerShape, batch: number): Promise<void> {
  const layerCase = makeLayerCase(describeLayer(layer, kind, input), batch, masked)
  const expected = runCpuLayer(layerCase, float64Primitives)
  const actual = await runGpuLayer(test, layerCase)
  const expectSame = (values: ArrayLike<number>, others: ArrayLike<number>, what: string) =>
    expectClose(values, others, tolerances.float32Kernel, `${JSON.stringify(layer)} on [${input.join(',')}], batch ${batch}: ${what}`)
  expectSame(actual.output, expected.output, 'output')
  expectSame(actual.dInput, expected.dInput, 'gradient of the input')
  for (const [name, { data }] of expected.gradients) expectSame(actual.gradients.get(name)!.data, data, `gradient of ${name}`)
  for (const [at, { name, data }] of expected.signals.entries()) expectSame(actual.signals[at]!.data, data, `signal ${name}`)
}

let compiling: ReturnType<typeof requestGpu> | null = null
const tests = new Map<Arrangement, Promise<TestGpu>>()

function testGpu(arrangement: Arrangement): Promise<TestGpu> {
  const test = tests.get(arrangement) ?? openTestGpu(arrangement)
  tests.set(arrangement, test)
  return test
}

Object.assign(globalThis, { checks })
