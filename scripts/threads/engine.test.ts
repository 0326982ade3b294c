import { Worker } from 'node:worker_threads'
import { expect, it, vi } from 'vitest'
import { isRecord } from '../../src/core/decode'
import { toInk } from '../../src/core/images'
import { tinySet, tinySpec } from '../../src/train/tiny-task.fixture'
import { createAnsweringEngine } from './engine'

it('many pictures are shared among threads of Node, to the bits of one', { timeout: 30_000 }, async () => {
  const images = toInk(tinySet('noise', 700).images)
  const answersOf = async (threads: number, isEnough: () => boolean) => {
    const engine = await createAnsweringEngine(threads)
    const model = await engine.createModel(tinySpec, { seed: 1 })
    let answers = await model.predict(images)
    // The first pictures do not wait for a thread that starts.
    while (!isEnough()) answers = await model.predict(images)
    const { cpu } = engine.info
    engine.dispose()
    return { answers, cpu }
  }
  const told = vi.spyOn(Worker.prototype, 'postMessage')
  const parts = () => told.mock.calls.filter(([message]: readonly unknown[]) => isRecord(message) && message['type'] === 'answer').length
  const two = await answersOf(2, () => parts() > 0)
  expect(two.cpu).toMatchObject({ code: 'simd', threads: 2, shortfalls: [] })
  told.mockClear()
  const one = await answersOf(1, () => true)
  expect(two.answers).toEqual(one.answers)
  expect(parts()).toBe(0)
})
