import { afterEach, describe, expect, it } from 'vitest'
import { tinySet } from '../../../../train/tiny-task.fixture'
import { expectClose, tolerances } from '../../../../testing/tolerance'
import { createCpuEngine, type CpuEngine } from '../cpu-engine'
import type { FitOptions, LossSpec } from '../../../engine'
import { TYPICAL_AUGMENTATION } from '../../../spec/augmentation'
import { canShareMemory } from './shared-slice'
import { presets } from '../../../spec/presets'
import type { Precision } from '../../../operations/cpu/precision'

/** The engine's real threads, in a browser: what `pool.test.ts` shows without threads. */

const { spec } = presets['keras']
const set = tinySet('noise', 70)
const loss: LossSpec = { type: 'categoricalCrossentropy' }
const options: FitOptions = {
  epochs: 1,
  batchSize: 32,
  loss,
  optimizer: { type: 'adam', learningRate: 1e-3 },
  augment: TYPICAL_AUGMENTATION,
  seed: 3,
}

let engines: CpuEngine[] = []
afterEach(() => {
  for (const engine of engines) engine.dispose()
  engines = []
})

async function train(threads: number, precision: Precision, sharesMemory = canShareMemory(), reads = false) {
  const engine = await createCpuEngine({ threads, precision, sharesMemory })
  engines.push(engine)
  const model = await engine.createModel(spec, { seed: 5 })
  const losses: number[] = []
  const run = model.fit(set, options)
  const read: Promise<unknown>[] = []
  run.subscribe((event) => {
    if (event.type !== 'steps') return
    losses.push(...event.report.losses)
    // Helpers answer a part of these.
    if (reads) read.push(model.evaluate(set, loss))
  })
  await run.done
  await Promise.all(read)
  return { adapter: engine.info.adapter, losses, parameters: await model.parameters(), evaluation: await model.evaluate(set, loss) }
}

describe.each<[Precision, keyof typeof tolerances]>([
  ['float64', 'float32Stored'],
  ['float32', 'trajectory'],
])('in %s', (precision, tolerance) => {
  it('two threads train as one does, and twice to the same bits', async () => {
    const [one, two, again] = [await train(1, precision), await train(2, precision), await train(2, precision)]
    expect(two.adapter, 'both threads are at work').toMatch(/, 2 threads$/)
    expect(again).toEqual(two)
    expectClose(two.losses, one.losses, tolerances[tolerance], 'losses')
    for (const [name, { data }] of one.parameters) expectClose(two.parameters.get(name)!.data, data, tolerances[tolerance], name)
    expect(two.evaluation.predictions).toHaveLength(70)
  })
})

it.each([2, 3])('%i threads that share memory train as those that do not, and read in between', async (threads) => {
  expect(canShareMemory()).toBe(true)
  const [shared, apart] = [await train(threads, 'float64', true), await train(threads, 'float64', false)]
  expect(await train(threads, 'float64', true, true), 'the same bits, whatever is asked in between').toEqual(shared)
  expectClose(shared.losses, apart.losses, tolerances.float32Stored, 'losses')
  for (const [name, { data }] of apart.parameters) expectClose(shared.parameters.get(name)!.data, data, tolerances.float32Stored, name)
  expectClose(shared.evaluation.predictions, apart.evaluation.predictions, tolerances.float32Stored, 'predictions')
})
