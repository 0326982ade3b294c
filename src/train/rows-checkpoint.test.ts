import { expect, it } from 'vitest'
import { taskOf } from '../core/task'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import { resolveRowsSettings } from '../nn/spec/rows/rows-training'
import { randomInk, rowNetworks } from '../testing/ink'
import { OtherNetworkError } from './checkpoint'
import { checkpointAfterEpoch } from './generative-checkpoint.fixture'
import { decodeRows, encodeRows } from './rows-checkpoint'
import { decodeWriter } from './writer-checkpoint'

it('a file of a network that draws row by row says the same when it is read, with its run, and is no writer’s', async () => {
  const engine = await createCpuEngine()
  const spec = rowNetworks['stacked']!
  const model = await engine.createRows(spec, { seed: 4 })
  const settings = resolveRowsSettings({ epochs: 3, batchSize: 2, seed: 4 })
  const images = randomInk(taskOf(spec).input, 3).map((value) => 200 * value)
  await model.fit({ name: 'ink', task: taskOf(spec), images, labels: new Uint8Array(3) }, { ...settings, epochs: 1 }).done
  const checkpoint = await checkpointAfterEpoch(model, settings)
  const file = encodeRows(checkpoint)
  expect(decodeRows(file)).toEqual(checkpoint)
  expect(() => decodeWriter(file)).toThrow(OtherNetworkError)
  engine.dispose()
})
