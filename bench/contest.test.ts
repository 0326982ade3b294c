import { describe, expect, it } from 'vitest'
import type { Bench } from './browser'
import type { Calls, Started, Turn } from './calls'
import { Contestant, largestDifference } from './contest'

const times = { train: 1000, predict: 100 }
const gpu = { dispatches: 30, passes: 3, submits: 3 }

/** A browser in which a contender answers as it is told to. */
function benchOf(answers: { readonly start: Started | Error; readonly turns?: readonly Turn[]; readonly untrained?: readonly number[] }) {
  const asked: string[] = []
  const turns = [...(answers.turns ?? [])]
  const calls: Readonly<Partial<Record<keyof Calls, () => unknown>>> = {
    start() {
      if (answers.start instanceof Error) throw answers.start
      return answers.start
    },
    turn: () => turns.shift(),
    gpuMemory: () => ({ bytes: 1000, buffers: 4 }),
    untrained: () => answers.untrained,
  }
  const call = async (name: keyof Calls, argument: unknown) => {
    asked.push(`${name} ${JSON.stringify(argument)}`)
    return calls[name]?.()
  }
  const place = { call, page: {}, close: async () => void asked.push('close') }
  const bench = { open: async () => place } as unknown as Bench
  return { bench, asked }
}

const started = (secondStep: number): Started => ({ description: 'D', training: { firstStep: 2000, secondStep, losses: [2.3, 2.2] } })
const turn = (milliseconds: number, losses: readonly number[]): Turn => ({
  training: { milliseconds, losses, gpu },
  predictOne: 2,
  predictMany: 20,
  trace: null,
})

describe('a contestant', () => {
  it('brings home what its turns were', async () => {
    const { bench, asked } = benchOf({ start: started(100), turns: [turn(1280, [2.1, 2]), turn(640, [1.9])], untrained: [0.5, 0.25] })
    const contestant = new Contestant('jax-webgpu', bench, times)
    await contestant.start()
    await contestant.play()
    await contestant.play()
    await contestant.finish([0.5, 0.5], null)
    expect(contestant.result()).toMatchObject({
      failure: null,
      difference: 0.25,
      trace: null,
      predictOne: { median: 2, count: 2 },
      training: {
        firstStep: 2000,
        losses: [2.3, 2.2, 2.1, 2, 1.9],
        // 128 examples in 1.28 s, 64 in 0.64 s
        rate: { min: 100, max: 100 },
        gpu: { dispatchesPerStep: 20, passesPerStep: 2, submitsPerStep: 2, bytes: 1000, buffers: 4 },
      },
    })
    expect(asked).toContain('turn {"train":1000,"predict":100}')
    expect(asked.at(-1)).toBe('close')
  })

  it('takes one step at a time when a step is longer than its time', async () => {
    const { bench, asked } = benchOf({ start: started(5000), turns: [turn(5000, [2])] })
    const contestant = new Contestant('tfjs-webgpu', bench, times)
    await contestant.start()
    await contestant.play()
    expect(asked).toContain('turn {"train":0,"predict":100}')
  })

  it('that cannot start says why, in words', async () => {
    const { bench } = benchOf({ start: new Error('page.evaluate: Error: no GPU here\n    at somewhere (file:1:2)') })
    const contestant = new Contestant('jax-webgpu', bench, times)
    await contestant.start()
    expect(contestant.hasStarted).toBe(false)
    await contestant.finish([1], null)
    expect(contestant.result()).toMatchObject({ failure: 'no GPU here', training: null, predictOne: null, difference: null })
  })

  it('that fell out of the rounds keeps what it had', async () => {
    const { bench } = benchOf({ start: started(100), turns: [turn(640, [2])] })
    const contestant = new Contestant('jax-webgpu', bench, times)
    await contestant.start()
    await contestant.play()
    await contestant.finish([1], new Error('the page crashed'))
    expect(contestant.result()).toMatchObject({ failure: 'the page crashed', training: { rate: { median: 100 } }, difference: null })
  })
})

describe('largestDifference', () => {
  it('is that of the worst value', () => {
    expect(largestDifference([1, 2, 3], [1, 2.5, 2.75])).toBe(0.5)
  })

  it('takes no other number of values, and none that is no number', () => {
    expect(() => largestDifference([1], [1, 2])).toThrow('1 probabilities: expected 2')
    expect(() => largestDifference([Number.NaN], [1])).toThrow('a probability is no number')
  })
})
