import { describe, expect, it } from 'vitest'
import { DisposedError } from '../core/errors'
import { IMAGE_PIXELS } from '../testing/digits'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import type { Engine, ReadingModel, Trace } from '../nn/engine'
import { tinySpec } from '../train/tiny-task.fixture'
import { freshCheckpoint } from './model-store'
import { StandIn } from './stand-in'

const checkpoint = freshCheckpoint(tinySpec, 'tiny', 1)
const image = new Float32Array(IMAGE_PIXELS).fill(0.5)

/** A model on an engine that compiles until `ready` is called. */
async function compilingModel(): Promise<{ model: ReadingModel; ready(): void; fail(): void }> {
  const engine = await createCpuEngine()
  const model = await engine.createModel(tinySpec, { seed: 1 })
  const answer = await model.trace(image)
  let settle: { resolve(trace: Trace): void; reject(error: Error): void } | null = null
  const compiling = new Promise<Trace>((resolve, reject) => {
    settle = { resolve, reject }
  })
  model.trace = () => compiling
  return { model, ready: () => settle?.resolve(answer), fail: () => settle?.reject(new Error('lost')) }
}

describe('the stand-in', () => {
  it('reads as the real model would while that is not ready', async () => {
    const { model } = await compilingModel()
    const standIn = new StandIn(createCpuEngine, checkpoint, model)
    const trace = await standIn.trace(image)
    const engine = await createCpuEngine()
    const same = await engine.createModel(tinySpec, { seed: 1 })
    expect(trace?.probabilities).toEqual((await same.trace(image)).probabilities)
  })

  it.each(['ready', 'fail'] as const)('steps back when the real model is %s', async (way) => {
    const real = await compilingModel()
    const standIn = new StandIn(createCpuEngine, checkpoint, real.model)
    real[way]()
    await Promise.resolve()
    expect(await standIn.trace(image)).toBeNull()
  })

  it('steps back before the weights change', async () => {
    const { model } = await compilingModel()
    const standIn = new StandIn(createCpuEngine, checkpoint, model)
    standIn.end()
    expect(await standIn.trace(image)).toBeNull()
  })

  it('is missing without harm where no second engine comes up', async () => {
    const { model } = await compilingModel()
    const standIn = new StandIn(() => Promise.reject(new Error('none')), checkpoint, model)
    expect(await standIn.trace(image)).toBeNull()
  })

  it('is not waited for where the second engine never comes up', async () => {
    const real = await compilingModel()
    const standIn = new StandIn(() => new Promise(() => {}), checkpoint, real.model)
    const reading = standIn.trace(image)
    real.ready()
    expect(await reading).toBeNull()
  })

  it('that is taken away in the middle of a reading leaves it to the real model', async () => {
    const real = await compilingModel()
    const second = await createCpuEngine()
    const createModel = second.createModel.bind(second)
    second.createModel = async (...asked) => {
      const model = await createModel(...asked)
      model.trace = async () => {
        standIn.end()
        throw new DisposedError({ what: 'engine' })
      }
      return model
    }
    const standIn = new StandIn(async () => second, checkpoint, real.model)
    expect(await standIn.trace(image)).toBeNull()
  })

  it('keeps no engine that does not take the model', async () => {
    const { model } = await compilingModel()
    const second: Engine = await createCpuEngine()
    const standIn = new StandIn(async () => second, { ...checkpoint, parameters: new Map() }, model)
    expect(await standIn.trace(image)).toBeNull()
    await expect(second.createModel(tinySpec, { seed: 1 })).rejects.toThrow(DisposedError)
  })
})
