import { expect, it } from 'vitest'
import { SpecError } from '../../../core/errors'
import { LARGE } from '../../../testing/large-model'
import { bands } from '../../../testing/pictures'
import { createGpuEngine } from './gpu-engine'
import { describeModel } from '../../spec/describe'
import { initialParameters } from '../../spec/initializers'

/** Where the adapter reaches 80 MB in one buffer, as WebGPU promises of any. */
it('20 million parameters take a step, or are refused with what would fit', { timeout: 120_000 }, async () => {
  const engine = await createGpuEngine()
  const parameters = initialParameters(describeModel(LARGE), 1)
  const model = await engine.createModel(LARGE, { parameters }).catch((error: unknown) => error)
  if (model instanceof Error) {
    expect(model).toBeInstanceOf(SpecError)
    expect(String(model)).toMatch(/allowed gpuParameters \(max \d+\)$/)
    return engine.dispose()
  }
  const large = await engine.createModel(LARGE, { parameters })
  const losses: number[] = []
  const run = large.fit(bands(4), {
    epochs: 1,
    batchSize: 4,
    seed: 1,
    loss: { type: 'categoricalCrossentropy' },
    optimizer: { type: 'adam', learningRate: 1e-4 },
    startPaused: true,
  })
  run.subscribe((event) => event.type === 'steps' && losses.push(...event.report.losses))
  await run.step()
  await run.stop()
  expect(losses[0]).toBeGreaterThan(1)
  expect(losses[0]).toBeLessThan(5)
  engine.dispose()
})
