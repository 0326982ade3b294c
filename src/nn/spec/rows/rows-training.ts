import { anything, record, type Decoder } from '../../../core/decode'
import type { OptimizerSpec } from '../../optimizers/definition'
import type { LearningRateSchedule } from '../schedules'
import { decodeRunSettings, resolveRunSettings, type RunSettings } from '../training'

/** A run of a network that draws row by row with nothing left out. Its loss is always the same: nats per picture. */
export type RowsSettings = Pick<RunSettings, 'epochs' | 'batchSize' | 'seed' | 'optimizer' | 'schedule'>

/** Settings as presets and scripts write them. */
export interface RowsRunInput extends Pick<RunSettings, 'epochs' | 'batchSize' | 'seed'> {
  readonly optimizer?: OptimizerSpec
  readonly schedule?: Partial<LearningRateSchedule>
}

/** Fills in what was left out. @throws SpecError as `resolveRunSettings` */
export function resolveRowsSettings(input: RowsRunInput): RowsSettings {
  const { epochs, batchSize, seed, optimizer, schedule } = resolveRunSettings(input)
  return { epochs, batchSize, seed, optimizer, schedule }
}

const decodeParts = record({ epochs: anything, batchSize: anything, seed: anything, optimizer: anything, schedule: anything })

/** Settings from outside, held to their ranges. @throws DecodeError, SpecError */
export const decodeRowsSettings: Decoder<RowsSettings> = (value, path) => {
  const { epochs, batchSize, seed, optimizer, schedule } = decodeRunSettings(decodeParts(value, path), path)
  return { epochs, batchSize, seed, optimizer, schedule }
}
