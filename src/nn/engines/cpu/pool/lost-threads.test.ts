import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toInk } from '../../../../core/images'
import { yieldToEvents } from '../../../../core/yield-to-events'
import { tinySet } from '../../../../train/tiny-task.fixture'
import { disposeMachines, machine, modelOn, threadedLoss, threadedOptions, train } from './machine.fixture'
import type { ThreadInProcess } from './thread.fixture'

/** Seconds of waiting pass in a moment; everything else takes its time. */
let clock: ReturnType<typeof setInterval>
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  clock = setInterval(() => vi.advanceTimersByTime(100), 1)
})
afterEach(() => {
  clearInterval(clock)
  vi.useRealTimers()
  disposeMachines()
})

const mishaps: readonly (readonly [string, (thread: ThreadInProcess) => void])[] = [
  ['hangs, or ends without a word', (thread) => thread.hang()],
  ['dies', (thread) => thread.die('it ran out of memory')],
]
const set = tinySet('noise', 60)
const batchSize = 20

describe.each(mishaps)('a thread that %s', (_, befall) => {
  it('in training: the run goes on from the step that it was in, to the same bits', async () => {
    const { engine, threads, model } = await machine(4)
    let steps = 0
    const actual = await train(model, set, { batchSize }, () => {
      if (++steps === 2) befall(threads[1]!)
    })
    expect(actual).toEqual(await train(await modelOn(4), set, { batchSize }))
    expect(engine.info.adapter).toBe('JavaScript, float64, 3 threads')
    expect(threads.map(({ isTerminated }) => isTerminated)).toEqual([false, true, false])
  })

  it('in training, and all others with it: this thread does it all, to the same bits', async () => {
    const { engine, threads, model } = await machine(3)
    let steps = 0
    const actual = await train(model, set, { batchSize }, () => {
      if (++steps === 2) threads.forEach(befall)
    })
    expect(actual).toEqual(await train(await modelOn(3), set, { batchSize }))
    expect(engine.info.adapter).toBe('JavaScript, float64')
  })

  it('is done without in the next run', async () => {
    const { threads, model } = await machine(3)
    await train(model, set, { batchSize, epochs: 1 })
    befall(threads[1]!)
    await train(model, set, { batchSize, epochs: 1 })
    await model.setParameters(await (await modelOn(2)).parameters())
    expect(await train(model, set, { batchSize })).toEqual(await train(await modelOn(2), set, { batchSize }))
    expect(threads).toHaveLength(2)
  })

  it('in an evaluation: the others answer to the end', async () => {
    const whole = tinySet('noise', 700)
    const { engine, threads, model } = await machine(3)
    await train(model, set, { batchSize, epochs: 1 })
    const alone = await modelOn(1)
    const learnt = await model.parameters()
    for (const each of [model, alone]) await each.setParameters(learnt)
    let isLost = false
    const result = await model.evaluate(whole, threadedLoss, () => {
      if (!isLost) threads.forEach(befall)
      isLost = true
    })
    expect(result).toEqual(await alone.evaluate(whole, threadedLoss))
    expect(engine.info.adapter).toBe('JavaScript, float64')
  })

  it('before a prediction: the others answer it', async () => {
    const images = toInk(tinySet('noise', 700).images)
    const { engine, threads, model } = await machine(3)
    await train(model, set, { batchSize, epochs: 1 })
    befall(threads[0]!)
    const alone = await modelOn(1)
    const learnt = await model.parameters()
    for (const each of [model, alone]) await each.setParameters(learnt)
    expect(await model.predict(images)).toEqual(await alone.predict(images))
    expect(engine.info.adapter).toBe('JavaScript, float64, 2 threads')
  })
})

describe('a run that waits for a thread that hangs', () => {
  async function waiting() {
    const { engine, threads, model } = await machine(2)
    const run = model.fit(set, { ...threadedOptions, epochs: 1000 })
    await new Promise<void>((resolve) => run.subscribe((event) => event.type === 'steps' && resolve()))
    const thread = threads[0]!
    thread.hang()
    const before = thread.heard.length
    while (thread.heard.length === before) await yieldToEvents()
    return { engine, thread, run }
  }

  it('stops', async () => {
    const { engine, thread, run } = await waiting()
    await run.stop()
    expect(run.state).toBe('stopped')
    expect(thread.isTerminated).toBe(true)
    expect(engine.info.adapter).toBe('JavaScript, float64')
  })

  it('pauses, and goes on', async () => {
    const { run } = await waiting()
    await run.pause()
    expect(run.state).toBe('paused')
    await run.step()
    run.resume()
    expect(run.state).toBe('running')
    await run.stop()
  })
})

describe('a thread that does not start', () => {
  it.each<[string, (thread: ThreadInProcess) => void]>([
    [
      'there are no workers',
      () => {
        throw new Error('no workers here')
      },
    ],
    ['its script does not load', (thread) => void setTimeout(() => thread.die(''))],
  ])('because %s, leaves the engine with one', async (_, befall) => {
    const { engine, model } = await machine(2, befall)
    expect(await train(model, set)).toEqual(await train(await modelOn(1), set))
    expect(engine.info.adapter).toBe('JavaScript, float64')
  })

  it('but hangs is not waited for: the run begins without it, to the same bits', async () => {
    const { threads, model } = await machine(3, (thread) => thread.hang())
    const givenUp: boolean[] = []
    const actual = await train(model, set, { batchSize }, () => givenUp.push(...threads.map(({ isTerminated }) => isTerminated)))
    expect(actual).toEqual(await train(await modelOn(3), set, { batchSize }))
    expect(givenUp.slice(0, 2)).toEqual([false, false])
  })

  it('but hangs is given up, and a run that stops meanwhile stops', async () => {
    const { engine, threads, model } = await machine(2, (thread) => thread.hang())
    const run = model.fit(set, { ...threadedOptions, epochs: 1000 })
    while (threads.length === 0) await yieldToEvents()
    await run.stop()
    expect(run.state).toBe('stopped')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(threads[0]!.isTerminated).toBe(true)
    expect(engine.info.adapter).toBe('JavaScript, float64')
  })
})

it('a thread that says nonsense is not believed', async () => {
  const { engine, threads, model } = await machine(2)
  await train(model, set, { epochs: 1 })
  threads[0]!.say({ type: 'gradients', job: 'all' })
  expect(threads[0]!.isTerminated).toBe(true)
  expect(engine.info.adapter).toBe('JavaScript, float64')
})

describe.each(mishaps)('a thread that %s in shared memory', (_, befall) => {
  it.each([
    ['one of them', (threads: readonly ThreadInProcess[]) => threads.slice(1, 2), 3],
    ['all', (threads: readonly ThreadInProcess[]) => threads, 1],
  ])('%s: the run goes on from the step that it was in, to the same bits', async (_name, choose, left) => {
    const { engine, threads, model } = await machine(4, undefined, true)
    let steps = 0
    const actual = await train(model, set, { batchSize }, () => {
      if (++steps === 2) choose(threads).forEach(befall)
    })
    expect(actual).toEqual(await train(await modelOn(4, true), set, { batchSize }))
    expect(engine.info.adapter).toBe(left === 1 ? 'JavaScript, float64' : `JavaScript, float64, ${left} threads`)
  })
})
