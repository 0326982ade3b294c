import { expect, it } from 'vitest'
import { decodeWriterPlan, firstWriterPlan, settingsOfPlan, specOfPlan } from './writer-plan'
import { writerPresets } from './writer-presets'
import { parseWriterSpec } from './writer-spec'

it('the first plan is one that may be asked for, and what lies outside is refused', () => {
  expect(decodeWriterPlan(firstWriterPlan, 'plan')).toEqual(firstWriterPlan)
  for (const wrong of [{ units: 257 }, { drawings: 0 }, { epochs: 1.5 }, { learningRate: 2 }, { seed: -1 }]) {
    expect(() => decodeWriterPlan({ ...firstWriterPlan, ...wrong }, 'plan')).toThrow(Object.keys(wrong)[0])
  }
})

it('a plan is the preset with other numbers', () => {
  const { spec, training } = writerPresets.writer
  expect(specOfPlan({ units: 256 })).toEqual(parseWriterSpec(spec))
  const settings = settingsOfPlan({ ...firstWriterPlan, epochs: 25, batchSize: 128, learningRate: 3e-3 })
  expect(settings).toEqual({ ...training, schedule: { ...training.schedule, warmup: settings.schedule.warmup } })
  // The rate must not still be climbing when a short run ends.
  expect(settingsOfPlan({ ...firstWriterPlan, drawings: 50, epochs: 2, batchSize: 10 }).schedule.warmup).toBe(1)
})
