import fc from 'fast-check'
import { afterAll, beforeAll, it } from 'vitest'
import { somePictures } from '../../testing/pictures'
import { anySmallModel } from '../../testing/random-specs'
import { expectClose, expectCloseNumber, tolerances } from '../../testing/tolerance'
import { createCpuEngine } from './cpu/cpu-engine'
import type { Engine } from '../engine'
import { createGpuEngine } from './gpu/gpu-engine'
import type { ModelSpec } from '../spec/model-spec'

/** Random models, made from the layers' definitions: the GPU against the float64 engine. */

const RUNS = 300
const SEED = 20_260_101

let gpu: Engine
let cpu: Engine
beforeAll(async () => {
  gpu = await createGpuEngine()
  cpu = await createCpuEngine()
})
afterAll(() => {
  gpu.dispose()
  cpu.dispose()
})

async function compare(spec: ModelSpec, batch: number, seed: number): Promise<void> {
  const onGpu = await gpu.createModel(spec, { seed })
  const onCpu = await cpu.createModel(spec, { seed })
  try {
    const { images, labels } = somePictures(batch, SEED)
    expectClose(await onGpu.predict(images), await onCpu.predict(images), tolerances.float32Model, 'probabilities')
    const loss = { type: 'categoricalCrossentropy', labelSmoothing: 0 } as const
    const actual = await onGpu.lossAndGradients(images, labels, loss)
    const expected = await onCpu.lossAndGradients(images, labels, loss)
    expectCloseNumber(actual.loss, expected.loss, tolerances.float32Model, 'loss')
    for (const [name, { data }] of expected.gradients) {
      expectClose(actual.gradients.get(name)!.data, data, tolerances.float32Model, `gradient of ${name}`)
    }
  } finally {
    onGpu.dispose()
    onCpu.dispose()
  }
}

it(`${RUNS} random models answer and learn alike on both engines`, { timeout: 600_000 }, async () => {
  await fc.assert(fc.asyncProperty(anySmallModel, fc.integer({ min: 1, max: 5 }), fc.nat({ max: 1000 }), compare), {
    numRuns: RUNS,
    seed: SEED,
    endOnFailure: true,
  })
})
