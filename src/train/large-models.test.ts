import { expect, test } from 'vitest'
import { expectClose, tolerances } from '../testing/tolerance'
import { LARGE, WIDE } from '../testing/large-model'
import { bands } from '../testing/pictures'
import { toInk } from '../core/images'
import { describeModel } from '../nn'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import { resolveRunSettings } from '../nn/spec/training'
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint'
import { MOST_MODEL_BYTES } from '../nn/spec/memory'

const settings = resolveRunSettings({ epochs: 2, batchSize: 6, seed: 1, schedule: { learningRate: 1e-4 } })
const set = bands(6)

test.each([
  ['an LSTM of 1,024 units', WIDE],
  ['nearly 20 million parameters', LARGE],
])('%s take a step on the CPU and come back from their file, ready to go on', { timeout: 60_000 }, async (_, spec) => {
  const engine = await createCpuEngine({ precision: 'float32' })
  const model = await engine.createModel(spec, { seed: 1 })
  const before = await model.predict(toInk(set.images))
  const losses: number[] = []
  const run = model.fit(set, { ...settings, startPaused: true })
  run.subscribe((event) => event.type === 'steps' && losses.push(...event.report.losses))
  await run.step()
  await run.stop()
  const after = await model.predict(toInk(set.images))
  expect(losses[0]).toBeGreaterThan(1)
  expect(after).not.toEqual(before)

  const parameters = await model.parameters()
  const optimizer = (await model.optimizerState())!
  const bytes = encodeCheckpoint({
    spec,
    name: 'large',
    seed: 1,
    epochs: 0,
    trainedOn: ['bands'],
    testAccuracy: null,
    testedOn: null,
    parameters,
    run: { settings, epoch: 0, step: 1, optimizer, validationAccuracy: null },
  })
  expect(bytes.length).toBeGreaterThan(12 * describeModel(spec).parameterCount)
  expect(bytes.length).toBeLessThan(MOST_MODEL_BYTES)
  model.dispose()

  const kept = decodeCheckpoint(bytes)
  expect(kept.spec).toEqual(spec)
  expect(kept.run?.optimizer.step).toBe(1)
  const again = await engine.createModel(kept.spec, { parameters: kept.parameters })
  expectClose(await again.predict(toInk(set.images)), after, tolerances.exact, 'answers')
  engine.dispose()
})
