import { toInk } from '../../core/images'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { IMAGE_PIXELS } from '../../testing/digits'
import { builtInDigits } from '../../data/digits'
import { enginesUnderTest } from '../../testing/engines'
import { expectClose, tolerances } from '../../testing/tolerance'
import { createCpuEngine } from './cpu/cpu-engine'
import type { Engine } from '../engine'
import { presets } from '../spec/presets'

/** A model trained on one engine, read on the others. */

const { spec } = presets['row-lstm']
const set = builtInDigits({ train: 320, test: 300, seed: 1 })
const loss = { type: 'categoricalCrossentropy' } as const

let engines: { readonly name: string; readonly engine: Engine }[]
beforeAll(async () => {
  engines = [{ name: 'float64', engine: await createCpuEngine() }]
  for (const { name, create } of enginesUnderTest) engines.push({ name, engine: await create() })
})
afterAll(() => {
  for (const { engine } of engines) engine.dispose()
})

it.each(enginesUnderTest)('what $name has learnt, every engine answers alike', async ({ create }) => {
  const trainer = await create()
  const trained = await trainer.createModel(spec, { seed: 3 })
  const before = await trained.evaluate(set.test, loss)
  await trained.fit(set.train, { epochs: 3, batchSize: 32, loss, optimizer: { type: 'adam', learningRate: 4e-3 }, seed: 3 }).done
  const learnt = await trained.evaluate(set.test, loss)
  expect(learnt.accuracy, 'it has learnt something').toBeGreaterThan(before.accuracy + 0.2)

  const images = toInk(set.test.images.subarray(0, 300 * IMAGE_PIXELS))
  const own = await trained.predict(images)
  for (const { name, engine } of engines) {
    const model = await engine.createModel(spec, { seed: 9 })
    await model.setParameters(await trained.parameters())
    expectClose(await model.predict(images), own, tolerances.float32Kernel, `probabilities in ${name}`)
    expect((await model.evaluate(set.test, loss)).predictions, `answers of ${name}`).toEqual(learnt.predictions)
    model.dispose()
  }
  trainer.dispose()
})
