import { anything, record, type Decoder } from '../../../core/decode'
import type { OptimizerSpec } from '../../optimizers/definition'
import { decodeRunSettings, resolveRunSettings, type RunSettings } from '../training'
import type { LearningRateSchedule } from '../schedules'
import { decodeDeformation, NO_DEFORMATION, type StrokeDeformation } from './deformation'

/** A writer's run with nothing left out. Its loss is always the same: nats per point. */
export interface WriterSettings extends Pick<RunSettings, 'epochs' | 'batchSize' | 'seed' | 'optimizer' | 'schedule'> {
  readonly deform: StrokeDeformation
}

/** Settings as presets and scripts write them. */
export interface WriterRunInput extends Pick<RunSettings, 'epochs' | 'batchSize' | 'seed'> {
  readonly optimizer?: OptimizerSpec
  readonly schedule?: Partial<LearningRateSchedule>
  /** Default: not at all. */
  readonly deform?: StrokeDeformation
}

/** Fills in what was left out. @throws SpecError as `resolveRunSettings` */
export function resolveWriterSettings({ deform = NO_DEFORMATION, ...input }: WriterRunInput): WriterSettings {
  const { epochs, batchSize, seed, optimizer, schedule } = resolveRunSettings(input)
  return { epochs, batchSize, seed, optimizer, schedule, deform }
}

const decodeParts = record({
  epochs: anything,
  batchSize: anything,
  seed: anything,
  optimizer: anything,
  schedule: anything,
  deform: decodeDeformation,
})

/** Settings from outside, held to their ranges. @throws DecodeError, SpecError */
export const decodeWriterSettings: Decoder<WriterSettings> = (value, path) => {
  const { deform, ...others } = decodeParts(value, path)
  const { epochs, batchSize, seed, optimizer, schedule } = decodeRunSettings(others, path)
  return { epochs, batchSize, seed, optimizer, schedule, deform }
}
