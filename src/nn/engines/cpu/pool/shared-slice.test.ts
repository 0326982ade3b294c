import { afterEach, describe, expect, it } from 'vitest'
import { tinySet } from '../../../../train/tiny-task.fixture'
import { expectClose, tolerances } from '../../../../testing/tolerance'
import { disposeMachines, machine, modelOn, train } from './machine.fixture'
import { SharedSlice, type AskedSlice } from './shared-slice'

const set = tinySet('noise', 40)
const batchSize = 20
const asked: AskedSlice = { first: 2, count: 3, of: 9, step: 7 }

/** Both threads' views of the same memory, on one thread. */
function bothSides() {
  const engine = SharedSlice.allocate(new Float32Array(5), 3, 4)
  return { engine, helper: new SharedSlice(structuredClone(engine.memory)) }
}

describe('a slice in shared memory', () => {
  it('has room of its own for all that both sides write', () => {
    const { engine, helper } = bothSides()
    const pictures = { images: new Uint8Array(12).fill(1), labels: new Uint8Array(3).fill(2), examples: new Uint32Array(3).fill(3) }
    engine.write(pictures, new Float32Array(5).fill(4))
    expect(helper.memory).toMatchObject({ ...pictures, parameters: new Float32Array(5).fill(4) })
    helper.memory.gradients.fill(5)
    expect(engine.memory.gradients).toEqual(new Float32Array(5).fill(5))
    expect(engine.answer(), 'nothing is asked').toEqual({ loss: 0, correct: 0 })
  })

  it('hands on parameters without a copy where they can be shared', () => {
    const parameters = new Float64Array(new SharedArrayBuffer(16))
    const helper = new SharedSlice(structuredClone(SharedSlice.allocate(parameters, 3, 4).memory))
    parameters[1] = 0.5
    expect([...helper.memory.parameters]).toEqual([0, 0.5])
  })

  it('is asked for by a message first, and without one while the helper waits there', () => {
    const { engine, helper } = bothSides()
    expect(engine.ask(asked), 'the helper is at its messages').toBe(false)
    expect(engine.answer()).toBe(null)
    expect(helper.take(), 'the message has not come').toBe(null)
    helper.come()
    expect(helper.take()).toEqual(asked)
    helper.finish(0.5, 2)
    expect(engine.answer()).toEqual({ loss: 0.5, correct: 2 })
    expect(engine.ask({ ...asked, step: 8 })).toBe(true)
    expect(helper.take()).toEqual({ ...asked, step: 8 })
    helper.finish(0.25, 3)
    expect(helper.take(), 'nothing is asked for a while').toBe(null)
    expect(engine.ask(asked), 'it went to its messages').toBe(false)
  })

  it('is not asked for before messages that came earlier', () => {
    const { engine, helper } = bothSides()
    engine.ask(asked)
    helper.come()
    helper.take()
    engine.release()
    expect(engine.answer(), 'what it computes it computes').toBe(null)
    helper.finish(1, 1)
    expect(engine.ask({ ...asked, step: 8 }), 'behind the message').toBe(false)
    expect(helper.take()).toBe(null)
    helper.come()
    expect(helper.take()).toEqual({ ...asked, step: 8 })
    helper.finish(1, 1)
    engine.release()
    expect(helper.take(), 'a message').toBe(null)
  })
})

describe('training in shared memory', () => {
  it.each([2, 3])('on %i threads is training on one, and twice to the same bits', async (threads) => {
    const expected = await train(await modelOn(1), set, { batchSize })
    const { model, threads: helpers } = await machine(threads, undefined, true)
    const actual = await train(model, set, { batchSize })
    expectClose(actual.losses, expected.losses, tolerances.float32Stored, 'losses')
    expect(actual.correct).toEqual(expected.correct)
    for (const [name, { data }] of expected.parameters) {
      expectClose(actual.parameters.get(name)!.data, data, tolerances.float32Stored, name)
    }
    expect(await train(await modelOn(threads, true), set, { batchSize })).toEqual(actual)
    for (const { heard } of helpers) expect(heard).not.toContainEqual(expect.objectContaining({ type: 'gradients' }))
  })

  it('goes on in another run, with larger batches and what was set in between', async () => {
    const [one, two] = [await modelOn(1), await modelOn(2, true)]
    for (const model of [one, two]) {
      await train(model, set, { batchSize: 10, epochs: 1 })
      await model.setParameters(await (await modelOn(1)).parameters())
      await train(model, set, { batchSize, epochs: 1, seed: 8 })
    }
    const actual = await two.parameters()
    for (const [name, { data }] of await one.parameters()) expectClose(actual.get(name)!.data, data, tolerances.float32Stored, name)
  })
})

afterEach(disposeMachines)
