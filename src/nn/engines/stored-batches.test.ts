import { describe, expect, test } from 'vitest'
import { storedSet } from '../../testing/stored-set'
import type { LabelledImages } from '../../core/images'
import { bands } from '../../testing/pictures'
import { BlockOrder } from './block-order'
import { createCpuEngine } from './cpu/cpu-engine'
import { StoredBatches } from './stored-batches'
import { smoothModel, trajectory } from '../../testing/trajectories'
import type { FitOptions } from '../engine'

/** Pictures whose first pixels say which they are. */
function numbered(count: number): LabelledImages {
  const images = new Uint8Array(count * 784)
  const labels = new Uint8Array(count)
  for (let index = 0; index < count; index++) {
    images.set([index >> 8, index & 255], index * 784)
    labels[index] = index % 10
  }
  return { name: 'Numbered', images, labels }
}

const WINDOW = 5 * 16 * 784

async function epochOf(batches: StoredBatches, count: number, epoch: number, batchSize: number, from = 0): Promise<number[]> {
  const seen: number[] = []
  for (let start = from * batchSize; start < count; start += batchSize) {
    const { images, labels } = await batches.take({ epoch, start, examples: Math.min(batchSize, count - start) })
    for (const [row, label] of labels.entries()) {
      const index = 256 * images[row * 784]! + images[row * 784 + 1]!
      expect(label).toBe(index % 10)
      seen.push(index)
    }
  }
  return seen
}

describe('the batches of a set in storage', () => {
  test.each([
    ['whole blocks', 320],
    ['a short last block', 1003],
    ['less than a block', 11],
  ])('have every example once in an epoch, in another order each time: %s', async (_, count) => {
    const batches = new StoredBatches(storedSet(numbered(count), 16), { seed: 3, epochs: 2 }, WINDOW)
    const [first, second] = [await epochOf(batches, count, 0, 7), await epochOf(batches, count, 1, 7)]
    const all = Array.from({ length: count }, (__, index) => index)
    expect(first.toSorted((a, b) => a - b)).toEqual(all)
    expect(second.toSorted((a, b) => a - b)).toEqual(all)
    expect(first).not.toEqual(second)
    expect(first).not.toEqual(all)
  })

  test('are the same for a run that goes on in the middle of an epoch', async () => {
    const whole = await epochOf(new StoredBatches(storedSet(numbered(1003), 16), { seed: 3, epochs: 2 }, WINDOW), 1003, 1, 7)
    const rest = await epochOf(new StoredBatches(storedSet(numbered(1003), 16), { seed: 3, epochs: 2 }, WINDOW), 1003, 1, 7, 90)
    expect(rest).toEqual(whole.slice(90 * 7))
  })

  test('mix examples of all over the set, and hold two windows', async () => {
    const read: number[] = []
    const batches = new StoredBatches(
      storedSet(numbered(1600), 16, (block) => read.push(block)),
      { seed: 3, epochs: 1 },
      WINDOW,
    )
    const { images } = await batches.take({ epoch: 0, start: 0, examples: 64 })
    const indices = Array.from({ length: 64 }, (_, row) => 256 * images[row * 784]! + images[row * 784 + 1]!)
    expect(Math.max(...indices) - Math.min(...indices)).toBeGreaterThan(800)
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(read).toHaveLength(10)
  })

  test('tell of storage that fails', async () => {
    const set = storedSet(numbered(64), 16)
    const broken = { ...set, blocks: { ...set.blocks, read: () => Promise.reject(new Error('gone')) } }
    await expect(new StoredBatches(broken, { seed: 1, epochs: 1 }, WINDOW).take({ epoch: 0, start: 0, examples: 4 })).rejects.toThrow(
      'gone',
    )
  })

  test('know in which window a place is, wherever the short block stands', () => {
    for (let seed = 0; seed < 50; seed++) {
      const order = new BlockOrder({ count: 103, perBlock: 10, blocksInWindow: 3 }, seed, 0)
      for (let place = 0; place < 103; place++) {
        const { start, count } = order.window(order.windowOf(place))
        expect(start <= place && place < start + count).toBe(true)
      }
    }
  })
})

test('a model learns from them, and goes on as if it had not stopped', async () => {
  const engine = await createCpuEngine()
  const set = storedSet(bands(150), 16)
  const options: FitOptions = {
    epochs: 2,
    batchSize: 40,
    loss: { type: 'categoricalCrossentropy' },
    optimizer: { type: 'adam', learningRate: 0.01 },
    seed: 8,
  }
  const model = await engine.createModel(smoothModel, { seed: 5 })
  const whole = await trajectory(model, set, options)
  expect(whole.losses).toHaveLength(8)
  const cut = await engine.createModel(smoothModel, { seed: 5 })
  const run = cut.fit(set, { ...options, startPaused: true })
  for (let step = 0; step < 6; step++) await run.step()
  const state = { parameters: await cut.parameters(), optimizer: (await cut.optimizerState())! }
  await run.stop()
  const other = await engine.createModel(smoothModel, { parameters: state.parameters })
  const rest = await trajectory(other, storedSet(bands(150), 16), {
    ...options,
    resumeFrom: { epoch: 1, step: 2, optimizer: state.optimizer },
  })
  expect(rest.losses).toEqual(whole.losses.slice(6))
  engine.dispose()
})
