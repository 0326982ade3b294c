import { choice, integer, record, within, type Decoded } from '../../core/decode'
import type { ResolvedOptimizer } from '../optimizers/definition'
import { decodeAugmentation, NO_AUGMENTATION } from './augmentation'
import { decodeLoss, resolveLoss, type ResolvedLoss } from './losses'
import { decodeOptimizer, resolveOptimizer } from './optimizers'

/** How the learning rate moves over a run; `train/schedules.ts` computes it. */
export const scheduleKinds = ['constant', 'step', 'cosine', 'one-cycle'] as const
export type ScheduleKind = (typeof scheduleKinds)[number]

/** Ranges of everything a training can be set to: the panel, the worker and checkpoints refuse what lies outside. */
export const trainingRanges = {
  epochs: { min: 1, max: 1000 },
  batchSize: { min: 1, max: 1024 },
  learningRate: { min: 1e-6, max: 10 },
  seed: { min: 0, max: 0xffffffff },
  /** Examples taken from the end of the training set to choose the best epoch on. */
  validation: { min: 0, max: 1_000_000 },
  /** Steps in which the learning rate climbs from almost nothing, whatever the schedule says. */
  warmup: { min: 0, max: 1_000_000 },
} as const

const ranges = trainingRanges

/** The settings that a run has from its first step to its last; those left out are `constant`, 0, 0, cross-entropy, Adam and no augmentation. */
export const decodeRunSettings = record(
  {
    epochs: integer(ranges.epochs.min, ranges.epochs.max),
    batchSize: integer(ranges.batchSize.min, ranges.batchSize.max),
    learningRate: within(ranges.learningRate.min, ranges.learningRate.max),
    seed: integer(ranges.seed.min, ranges.seed.max),
  },
  {
    schedule: choice<ScheduleKind>(...scheduleKinds),
    validation: integer(ranges.validation.min, ranges.validation.max),
    warmup: integer(ranges.warmup.min, ranges.warmup.max),
    loss: decodeLoss,
    optimizer: decodeOptimizer,
    augment: decodeAugmentation,
  },
)

export type RunSettings = Decoded<typeof decodeRunSettings>

/** What the training panel shows first. */
export const defaultRunSettings = { epochs: 3, batchSize: 64, learningRate: 1e-3, seed: 1 } as const satisfies RunSettings

/** What a run makes small. @throws SpecError */
export function lossOf({ loss }: RunSettings): ResolvedLoss {
  return resolveLoss(loss ?? { type: 'categoricalCrossentropy' })
}

/** What moves the parameters of a run. @throws SpecError */
export function optimizerOf({ optimizer, learningRate }: RunSettings): ResolvedOptimizer {
  return resolveOptimizer({ ...(optimizer ?? { type: 'adam' }), learningRate })
}

/** The settings with everything left out filled in, to compare two runs by. */
export function completeSettings(settings: RunSettings): Required<RunSettings> {
  const { learningRate: _, ...optimizer } = optimizerOf(settings)
  return { schedule: 'constant', validation: 0, warmup: 0, augment: NO_AUGMENTATION, ...settings, loss: lossOf(settings), optimizer }
}
