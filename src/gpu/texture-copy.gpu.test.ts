import { expect, it } from 'vitest'
import { IMAGE_PIXELS } from '../testing/digits'
import { Random } from '../core/random'
import { createGpuEngine } from '../nn/engines/gpu/gpu-engine'
import { parseModelSpec } from '../nn/spec/parse'
import { openTestGpu } from '../testing/gpu-layer'
import { expectClose, tolerances } from '../testing/tolerance'
import { Arena } from './arena'
import { TextureCopy } from './texture-copy'

/** Weights that are read as a texture: a picture alone is read so, several are not, where kernels are arranged in quads. */

const PICTURES = 5

// 256 values to a row of the texture: these kernels are part of one, four rows, and five with a part of a sixth.
it.each([12, 32, 37])('a picture alone is read with the newest weights of %i units', async (units) => {
  const engine = await createGpuEngine('quads')
  const answer = { type: 'dense', units: 10, activation: 'softmax' }
  const model = await engine.createModel(parseModelSpec({ version: 1, layers: [{ type: 'lstm', units }, answer] }), { seed: 1 })
  const random = new Random(3, units)
  const pictures = Float32Array.from({ length: PICTURES * IMAGE_PIXELS }, () => random.uniform(0, 1))
  const set = {
    name: 'noise',
    images: Uint8Array.from({ length: 16 * IMAGE_PIXELS }, () => random.integer(256)),
    labels: Uint8Array.from({ length: 16 }, () => random.integer(10)),
  }
  const expectSame = async (): Promise<Float32Array> => {
    const together = await model.predict(pictures)
    const alone: number[] = []
    for (let index = 0; index < PICTURES; index++) {
      alone.push(...(await model.predict(pictures.subarray(index * IMAGE_PIXELS, (index + 1) * IMAGE_PIXELS))))
    }
    expectClose(Float32Array.from(alone), together, tolerances.float32Kernel, 'probabilities')
    return together
  }
  const untrained = await expectSame()
  const run = model.fit(set, {
    epochs: 2,
    batchSize: 8,
    loss: { type: 'categoricalCrossentropy' },
    optimizer: { type: 'adam', learningRate: 0.05 },
    seed: 1,
    startPaused: true,
  })
  await run.step()
  const trained = await expectSame()
  expect(trained).not.toEqual(untrained)
  await run.stop()
  engine.dispose()
})

it('takes its texture when it is needed, tells of it, and gives it back', async () => {
  const { gpu } = await openTestGpu()
  const { memory } = gpu
  const arena = new Arena(gpu)
  const source = arena.allocate('weights', 300 * 16)
  void source.buffer.native
  const before = memory.bytes
  const copy = new TextureCopy(memory, 'copy', source)
  expect(copy.bytes).toBe(2 * 256 * 16)
  expect(memory.bytes).toBe(before)
  expect([copy.native.width, copy.native.height]).toEqual([256, 2])
  expect(memory.bytes).toBe(before + copy.bytes)
  copy.destroy()
  copy.destroy()
  expect(memory.bytes).toBe(before)
  arena.destroy()
  gpu.destroy()
})
