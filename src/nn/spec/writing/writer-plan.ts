import { integer, record, within, type Decoded } from '../../../core/decode'
import { writerPresets } from './writer-presets'
import { parseWriterSpec, type WriterSpec } from './writer-spec'
import { resolveWriterSettings, type WriterSettings } from './writer-training'

/** What a visitor sets of a network that learns to write in the page: no more than a browser has memory and patience for. */
export const writerPlanRanges = {
  units: { min: 8, max: 256 },
  /** Of the built-in generator. */
  drawings: { min: 50, max: 50_000 },
  epochs: { min: 1, max: 50 },
  batchSize: { min: 1, max: 512 },
  learningRate: { min: 1e-6, max: 1 },
  seed: { min: 0, max: 0xffff },
} as const

const ranges = writerPlanRanges
const inRange = ({ min, max }: { readonly min: number; readonly max: number }) => integer(min, max)

export const decodeWriterPlan = record({
  units: inRange(ranges.units),
  drawings: inRange(ranges.drawings),
  epochs: inRange(ranges.epochs),
  batchSize: inRange(ranges.batchSize),
  learningRate: within(ranges.learningRate.min, ranges.learningRate.max),
  seed: inRange(ranges.seed),
})

export type WriterPlan = Decoded<typeof decodeWriterPlan>

/** Something that can be read after a minute on any machine. */
export const firstWriterPlan: WriterPlan = { units: 64, drawings: 5000, epochs: 15, batchSize: 25, learningRate: 8e-3, seed: 1 }

const { writer } = writerPresets

/** The preset's network with other units. */
export function specOfPlan({ units }: Pick<WriterPlan, 'units'>): WriterSpec {
  const [lstm] = writer.spec.layers
  return parseWriterSpec({ ...writer.spec, layers: [{ ...lstm, units }] })
}

/** The preset's training with other numbers; the rate climbs for no more than a tenth of the steps. */
export function settingsOfPlan({ drawings, epochs, batchSize, learningRate, seed }: WriterPlan): WriterSettings {
  const { optimizer, schedule, deform } = writer.training
  const steps = Math.ceil(drawings / batchSize) * epochs
  const warmup = Math.min(schedule.warmup, Math.floor(steps / 10))
  return resolveWriterSettings({ epochs, batchSize, seed, optimizer, schedule: { ...schedule, learningRate, warmup }, deform })
}
