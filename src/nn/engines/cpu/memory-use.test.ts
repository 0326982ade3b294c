import { toInk } from '../../../core/images'
import { expect, it } from 'vitest'
import { IMAGE_PIXELS } from '../../../testing/digits'
import { bands } from '../../../testing/pictures'
import type { FitOptions } from '../../engine'
import { describeModel } from '../../spec/describe'
import { initialParameters } from '../../spec/initializers'
import { parseModelSpec } from '../../spec/parse'
import { Pool } from './pool/pool'
import { CpuModel } from './model'
import { createSimdPrimitives } from '../../operations/cpu/simd32'

/** Whatever models do, they give back: WebAssembly's memory has no garbage collector. */

const everything = parseModelSpec({
  version: 1,
  input: { skipBlank: true },
  layers: [
    { type: 'lstm', units: 6, returnSequences: true, direction: 'both' },
    { type: 'dropout', rate: 0.5 },
    { type: 'layerNorm' },
    { type: 'gru', units: 5, direction: 'both' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
})
const crossEntropy = { type: 'categoricalCrossentropy' } as const

it('a model leaves no memory behind', async () => {
  const simd = await createSimdPrimitives()
  const before = simd.bytesInUse
  const pool = new Pool({
    threads: 1,
    precision: 'float32',
    sharesMemory: false,
    spawn: () => expect.fail('no helpers'),
    onChange: () => {},
  })
  const description = describeModel(everything)
  const model = new CpuModel(description, simd, pool, initialParameters(description, 1), undefined)
  const set = bands(40)
  const images = toInk(set.images)
  const options: FitOptions = { epochs: 1, batchSize: 16, loss: crossEntropy, optimizer: { type: 'adam', learningRate: 1e-3 }, seed: 1 }
  const doAll = async () => {
    await model.fit(set, options).done
    await model.predict(images)
    await model.evaluate(set, crossEntropy)
    await model.lossAndGradients(images, set.labels, crossEntropy)
    await model.trace(images.subarray(0, IMAGE_PIXELS), { gradients: { label: 3, loss: crossEntropy } })
    await model.trace(images.subarray(0, IMAGE_PIXELS), { clamps: [{ layer: 'lstm', signal: 'f', value: 1 }] })
  }
  await doAll()
  await doAll()
  const settled = simd.bytesInUse
  expect(settled).toBeGreaterThan(before)
  for (let round = 0; round < 3; round++) await doAll()
  expect(simd.bytesInUse).toBe(settled)
  model.dispose()
  // The run has ended, which takes until the next event to say.
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(simd.bytesInUse).toBe(before)
})
