import { choice, integer, record, within, type Decoded } from '../../core/decode'

/** How the learning rate moves over a run; `train/schedules.ts` computes it. */
export type ScheduleKind = 'constant' | 'cosine' | 'one-cycle'

/** Ranges of everything a training can be set to: the panel, the worker and checkpoints refuse what lies outside. */
export const trainingRanges = {
  epochs: { min: 1, max: 1000 },
  batchSize: { min: 1, max: 1024 },
  learningRate: { min: 1e-6, max: 10 },
  seed: { min: 0, max: 0xffffffff },
  /** Examples taken from the end of the training set to choose the best epoch on. */
  validation: { min: 0, max: 1_000_000 },
} as const

const ranges = trainingRanges

/** The settings that a run has from its first step to its last; `schedule` and `validation` default to `constant` and 0. */
export const decodeRunSettings = record(
  {
    epochs: integer(ranges.epochs.min, ranges.epochs.max),
    batchSize: integer(ranges.batchSize.min, ranges.batchSize.max),
    learningRate: within(ranges.learningRate.min, ranges.learningRate.max),
    seed: integer(ranges.seed.min, ranges.seed.max),
  },
  {
    schedule: choice<ScheduleKind>('constant', 'cosine', 'one-cycle'),
    validation: integer(ranges.validation.min, ranges.validation.max),
  },
)

export type RunSettings = Decoded<typeof decodeRunSettings>

/** What the training panel shows first. */
export const defaultRunSettings = { epochs: 3, batchSize: 64, learningRate: 1e-3, seed: 1 } as const satisfies RunSettings
