import { afterEach, describe, expect, it } from 'vitest'
import { tinySet } from '../../../../train/tiny-task.fixture'
import { expectClose, tolerances } from '../../../../testing/tolerance'
import { createCpuEngine, type CpuEngine } from '../cpu-engine'
import type { FitOptions, LossSpec } from '../../../engine'
import { TYPICAL_AUGMENTATION } from '../../../spec/augmentation'
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

async function train(threads: number, precision: Precision) {
  const engine = await createCpuEngine({ threads, precision })
  engines.push(engine)
  const model = await engine.createModel(spec, { seed: 5 })
  const losses: number[] = []
  const run = model.fit(set, options)
  run.subscribe((event) => event.type === 'steps' && losses.push(...event.report.losses))
  await run.done
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
