import fc from 'fast-check'
import { it } from 'vitest'
import { anySmallModel } from '../../testing/random-specs'
import { somePictures } from '../../testing/pictures'
import { expectClose, expectCloseNumber, tolerances } from '../../testing/tolerance'
import { createCpuEngine } from './cpu/cpu-engine'
import type { ModelSpec } from '../spec/model-spec'

/** Random models, made from the layers' definitions: the CPU engine in float32 against itself in float64. */

const RUNS = 300
const SEED = 20_260_101

const [simd, oracle] = [await createCpuEngine({ precision: 'float32' }), await createCpuEngine()]
const crossEntropy = { type: 'categoricalCrossentropy', labelSmoothing: 0 } as const

async function compare(spec: ModelSpec, batch: number, seed: number): Promise<void> {
  const [actual, expected] = [await simd.createModel(spec, { seed }), await oracle.createModel(spec, { seed })]
  const { images, labels } = somePictures(batch, SEED)
  expectClose(await actual.predict(images), await expected.predict(images), tolerances.float32Model, 'probabilities')
  const [a, b] = [
    await actual.lossAndGradients(images, labels, crossEntropy),
    await expected.lossAndGradients(images, labels, crossEntropy),
  ]
  expectCloseNumber(a.loss, b.loss, tolerances.float32Model, 'loss')
  for (const [name, { data }] of b.gradients) expectClose(a.gradients.get(name)!.data, data, tolerances.float32Model, `gradient of ${name}`)
  const [shown, wanted] = [await actual.trace(images.subarray(0, 784)), await expected.trace(images.subarray(0, 784))]
  for (const [place, { layer, name, data }] of wanted.signals.entries()) {
    expectClose(shown.signals[place]!.data, data, tolerances.float32Model, `${layer}/${name}`)
  }
  expectClose(shown.belief.data, wanted.belief.data, tolerances.float32Model, 'belief')
  for (const model of [actual, expected]) model.dispose()
}

it(`${RUNS} random models answer, show and learn alike in both precisions`, async () => {
  await fc.assert(fc.asyncProperty(anySmallModel, fc.integer({ min: 1, max: 9 }), fc.nat({ max: 1000 }), compare), {
    numRuns: RUNS,
    seed: SEED,
    endOnFailure: true,
  })
})
