import { afterEach, describe, expect, it, vi } from 'vitest'
import { IMAGE_PIXELS } from '../../testing/digits'
import { besideFloat64, enginesUnderTest } from '../../testing/engines'
import { expectClose, tolerances } from '../../testing/tolerance'
import { inputOf } from '../spec/input'
import type { ModelSpec } from '../spec/model-spec'
import { createGpuEngine } from './gpu/gpu-engine'

/** Signals of many pictures at once, on the visitors' engines. */

/** Every kind of layer whose signals a trace shows, at sizes that are padded, and masked rows. */
const everything: ModelSpec = {
  version: 1,
  input: inputOf({ skipBlank: true }),
  layers: [
    { type: 'gru', units: 6, returnSequences: true, direction: 'both' },
    { type: 'layerNorm', epsilon: 1e-3 },
    { type: 'lstm', units: 5, returnSequences: true, direction: 'both' },
    { type: 'rnn', units: 7, returnSequences: false, direction: 'backward' },
    { type: 'dense', units: 3, activation: 'relu' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
}

const COUNT = 37
/** Blank rows above and between. */
const pictures = Float32Array.from({ length: COUNT * IMAGE_PIXELS }, (_, pixel) =>
  Math.floor(pixel / 28) % 5 < 2 ? 0 : ((pixel * 7 + (pixel % 31)) % 13) / 12,
)

describe.each(enginesUnderTest)('$name', ({ create }) => {
  const pair = besideFloat64(create)

  it('has the signals of each picture', async () => {
    const [ours, theirs] = await Promise.all([pair.tested, pair.float64].map((engine) => engine.createModel(everything, { seed: 5 })))
    const recorded = await ours!.record(pictures)
    expect(recorded).toHaveLength(COUNT)
    for (const place of [0, 31, 32, COUNT - 1]) {
      const { signals } = await theirs!.trace(pictures.slice(place * IMAGE_PIXELS, (place + 1) * IMAGE_PIXELS))
      expect(recorded[place]!.map(({ layer, name }) => `${layer} ${name}`)).toEqual(signals.map(({ layer, name }) => `${layer} ${name}`))
      for (const [index, { layer, name, data }] of signals.entries()) {
        expectClose(recorded[place]![index]!.data, data, tolerances.float32Model, `picture ${place}, ${layer} ${name}`)
      }
    }
  })
})

describe('what many pictures ask of WebGPU', () => {
  afterEach(() => vi.restoreAllMocks())

  it('is a submission for every batch, and none for a picture', async () => {
    const engine = await createGpuEngine()
    const model = await engine.createModel(everything, { seed: 5 })
    const submit = vi.spyOn(GPUQueue.prototype, 'submit')
    const during = async (work: () => Promise<unknown>): Promise<number> => {
      const before = submit.mock.calls.length
      await work()
      return submit.mock.calls.length - before
    }
    expect(await during(() => model.record(pictures))).toBe(2)
    expect(await during(() => model.record(pictures, [{ layer: 'lstm', name: 'c' }]))).toBe(2)
    expect(await during(() => model.record(pictures, [{ layer: 'nothing', name: 'c' }]))).toBe(0)
    expect(await during(() => model.predict(new Float32Array(128 * IMAGE_PIXELS)))).toBe(2)
    expect(await during(() => model.predict(new Float32Array(500 * IMAGE_PIXELS)))).toBe(2)
    engine.dispose()
  })

  it('is there before the answer to the batch before has come back', async () => {
    const engine = await createGpuEngine()
    const model = await engine.createModel(everything, { seed: 5, maxBatch: 16 })
    const images = pictures.subarray(0, 32 * IMAGE_PIXELS)
    const answers = await model.predict(images)
    const happened: string[] = []
    const { submit } = GPUQueue.prototype
    vi.spyOn(GPUQueue.prototype, 'submit').mockImplementation(function (this: GPUQueue, buffers) {
      happened.push('submitted')
      return submit.call(this, buffers)
    })
    const { mapAsync } = GPUBuffer.prototype
    vi.spyOn(GPUBuffer.prototype, 'mapAsync').mockImplementation(async function (this: GPUBuffer, ...range) {
      await mapAsync.apply(this, range)
      happened.push('came back')
      return undefined
    })
    expect(await model.predict(images)).toEqual(answers)
    expect(happened).toEqual(['submitted', 'submitted', 'came back', 'came back'])
    engine.dispose()
  })
})
