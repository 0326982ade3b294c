import { toInk } from '../../../../core/images'
import { afterEach, describe, expect, it } from 'vitest'
import { DisposedError, ThreadLostError } from '../../../../core/errors'
import type { LabelledImages } from '../../../../core/images'
import { IMAGE_PIXELS } from '../../../../testing/digits'
import { tinySet } from '../../../../train/tiny-task.fixture'
import { expectClose, tolerances } from '../../../../testing/tolerance'
import { createCpuEngine, type CpuEngine } from '../cpu-engine'
import type { FitOptions, LossSpec, Model } from '../../../engine'
import { TYPICAL_AUGMENTATION } from '../../../spec/augmentation'
import { inputOf } from '../../../spec/input'
import type { ModelSpec } from '../../../spec/model-spec'
import { ThreadInProcess } from './thread.fixture'

/** Dropout on sequences and vectors, and masks: what a slice must not see differently from a whole batch. */
const spec: ModelSpec = {
  version: 1,
  input: inputOf({ skipBlank: true }),
  layers: [
    { type: 'dropout', rate: 0.2 },
    { type: 'lstm', units: 4, returnSequences: true, direction: 'both' },
    { type: 'dropout', rate: 0.5 },
    { type: 'gru', units: 3, returnSequences: false, direction: 'forward' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
}

const loss: LossSpec = { type: 'categoricalCrossentropy', labelSmoothing: 0.1 }
const options: FitOptions = {
  epochs: 2,
  batchSize: 13,
  loss,
  optimizer: { type: 'adam', learningRate: 1e-2, clipNorm: 1 },
  augment: TYPICAL_AUGMENTATION,
  seed: 3,
}

let engines: { engine: CpuEngine; threads: ThreadInProcess[] }[] = []
afterEach(() => {
  for (const { engine } of engines) engine.dispose()
  engines = []
})

async function machine(threads: number) {
  const spawned: ThreadInProcess[] = []
  const spawn = () => {
    const thread = new ThreadInProcess()
    spawned.push(thread)
    return thread
  }
  const made = { engine: await createCpuEngine({ threads, spawn }), threads: spawned }
  engines.push(made)
  return made
}

async function modelOn(threads: number): Promise<Model> {
  return (await machine(threads)).engine.createModel(spec, { seed: 5 })
}

async function train(model: Model, set: LabelledImages = tinySet('noise', 30), changed: Partial<FitOptions> = {}) {
  const losses: number[] = []
  const correct: number[] = []
  const run = model.fit(set, { ...options, ...changed })
  run.subscribe((event) => {
    if (event.type !== 'steps') return
    losses.push(...event.report.losses)
    correct.push(...event.report.correct)
  })
  await run.done
  return { losses, correct, parameters: await model.parameters(), memory: await model.optimizerState() }
}

describe('training in slices', () => {
  it.each([2, 3, 8])('on %i threads is training on one, with the same dropout and deformations', async (threads) => {
    const expected = await train(await modelOn(1))
    const actual = await train(await modelOn(threads))
    expectClose(actual.losses, expected.losses, tolerances.float32Stored, 'losses')
    expect(actual.correct).toEqual(expected.correct)
    for (const [name, { data }] of expected.parameters) {
      expectClose(actual.parameters.get(name)!.data, data, tolerances.float32Stored, name)
    }
  })

  it('gives the same bits for the same seed and number of threads', async () => {
    expect(await train(await modelOn(3))).toEqual(await train(await modelOn(3)))
  })

  it('starts no thread before it is needed, and as many as were asked for then', async () => {
    const { engine, threads } = await machine(3)
    const model = await engine.createModel(spec, { seed: 5 })
    await model.predict(new Float32Array(2 * IMAGE_PIXELS))
    expect(threads).toHaveLength(0)
    expect(engine.info.adapter).toBe('JavaScript, float64, 3 threads')
    await train(model)
    expect(threads).toHaveLength(2)
  })

  it('goes on with what was set in between', async () => {
    const [one, three] = [await modelOn(1), await modelOn(3)]
    for (const model of [one, three]) {
      await train(model, undefined, { epochs: 1 })
      await model.setParameters(await (await modelOn(1)).parameters())
      await train(model, undefined, { epochs: 1 })
    }
    const actual = await three.parameters()
    for (const [name, { data }] of await one.parameters()) expectClose(actual.get(name)!.data, data, tolerances.float32Stored, name)
  })
})

describe('whole sets', () => {
  const set = tinySet('noise', 700)

  it('are answered by all threads as by one', async () => {
    const [one, three] = [await modelOn(1), await modelOn(3)]
    const images = toInk(set.images)
    expect(await three.predict(images)).toEqual(await one.predict(images))
    const heard: number[] = []
    expect(await three.evaluate(set, loss, (done) => heard.push(done))).toEqual(await one.evaluate(set, loss))
    expect(heard.at(-1)).toBe(700)
    expect(heard).toEqual(heard.toSorted((a, b) => a - b))
  })

  it('are answered to the end when threads are lost on the way', async () => {
    const { engine, threads } = await machine(3)
    const model = await engine.createModel(spec, { seed: 5 })
    const infos: string[] = []
    engine.subscribe(({ adapter }) => infos.push(adapter))
    let lost = false
    const result = await model.evaluate(set, loss, () => {
      if (!lost) for (const thread of threads) thread.die()
      lost = true
    })
    expect(result).toEqual(await (await modelOn(1)).evaluate(set, loss))
    expect(infos).toEqual(['JavaScript, float64, 2 threads', 'JavaScript, float64'])
  })

  it('end when the model is disposed of', async () => {
    const model = await modelOn(3)
    const evaluation = model.evaluate(set, loss)
    model.dispose()
    await expect(evaluation).rejects.toThrow(DisposedError)
  })
})

describe('a thread that dies', () => {
  it('ends the run with the reason, and the next run does without it', async () => {
    const { engine, threads } = await machine(3)
    const model = await engine.createModel(spec, { seed: 5 })
    const set = tinySet('noise', 60)
    const run = model.fit(set, { ...options, epochs: 1000 })
    await new Promise<void>((resolve) => run.subscribe((event) => event.type === 'steps' && resolve()))
    threads[1]!.die('it ran out of memory')
    await expect(run.done).rejects.toThrow(ThreadLostError)
    await expect(run.done).rejects.toThrow('it ran out of memory')
    expect(engine.info.adapter).toBe('JavaScript, float64, 2 threads')
    await model.setParameters(await (await modelOn(2)).parameters())
    expect(await train(model)).toEqual(await train(await modelOn(2)))
    expect(threads).toHaveLength(2)
  })

  it.each<[string, (thread: ThreadInProcess) => void]>([
    [
      'there are no workers',
      () => {
        throw new Error('no workers here')
      },
    ],
    ['its script does not load', (thread) => void setTimeout(() => thread.die(''))],
  ])('before it begins, because %s, leaves the engine with one', async (_, befall) => {
    const engine = await createCpuEngine({
      threads: 2,
      spawn: () => {
        const thread = new ThreadInProcess()
        befall(thread)
        return thread
      },
    })
    const model = await engine.createModel(spec, { seed: 5 })
    expect(await train(model)).toEqual(await train(await modelOn(1)))
    expect(engine.info.adapter).toBe('JavaScript, float64')
  })

  it('because it says nonsense is not believed', async () => {
    const { engine, threads } = await machine(2)
    const model = await engine.createModel(spec, { seed: 5 })
    await train(model, undefined, { epochs: 1 })
    threads[0]!.say({ type: 'gradients', job: 'all' })
    expect(threads[0]!.isTerminated).toBe(true)
    expect(engine.info.adapter).toBe('JavaScript, float64')
  })
})

it('disposing of the engine ends its threads', async () => {
  const { engine, threads } = await machine(3)
  const model = await engine.createModel(spec, { seed: 5 })
  await train(model, undefined, { epochs: 1 })
  engine.dispose()
  expect(threads.map(({ isTerminated }) => isTerminated)).toEqual([true, true])
})

it('a model that is disposed of is forgotten by the threads', async () => {
  const { engine, threads } = await machine(2)
  const model = await engine.createModel(spec, { seed: 5 })
  await train(model, undefined, { epochs: 1 })
  model.dispose()
  expect(threads[0]!.heard.at(-1)).toMatchObject({ type: 'forget' })
})
