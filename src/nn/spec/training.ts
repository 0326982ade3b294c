import { choice, integer, isRecord, list, nullable, record, refuse, text, within, type Decoder } from '../../core/decode'
import { SpecError } from '../../core/errors'
import type { LossSpec } from '../losses/definition'
import type { OptimizerSpec, ResolvedOptimizer } from '../optimizers/definition'
import { decodeAugmentation, NO_AUGMENTATION, type Augmentation } from './augmentation'
import { decodeLoss, resolveLoss, type ResolvedLoss } from './losses'
import { decodeEarlyStopping, type EarlyStopping } from './early-stopping'
import { decodeOptimizer, resolveOptimizer } from './optimizers'
import { scheduleKinds, type LearningRateSchedule, type RateChange, type ScheduleKind } from './schedules'

/** Ranges of everything a training can be set to: the panel, the worker and checkpoints refuse what lies outside. */
export const trainingRanges = {
  epochs: { min: 1, max: 1000 },
  batchSize: { min: 1, max: 4096 },
  learningRate: { min: 1e-6, max: 10 },
  seed: { min: 0, max: 0xffffffff },
  /** Examples taken from the end of the training set to choose the best epoch on. */
  validation: { min: 0, max: 1_000_000 },
  /** Steps in which the learning rate climbs from almost nothing, whatever the schedule says. */
  warmup: { min: 0, max: 1_000_000 },
} as const

const ranges = trainingRanges

/** A run from its first step to its last, with nothing left out; what needs less takes a `Pick` of it. */
export interface RunSettings {
  readonly epochs: number
  readonly batchSize: number
  /** Of the order of examples, of dropout and of augmentation. */
  readonly seed: number
  /** Examples cut off the end of the training set to measure every epoch on, instead of the test set; 0 for none. */
  readonly validation: number
  readonly loss: ResolvedLoss
  /** The learning rate is the schedule's. */
  readonly optimizer: ResolvedOptimizer
  readonly schedule: LearningRateSchedule
  /** Deforms every training picture at random, each time another way. */
  readonly augment: Augmentation
  /** When the run ends before its last epoch, and which epoch's weights it leaves; null for all epochs and the last one's. */
  readonly earlyStopping: EarlyStopping | null
  /** Names of layers that stay as they are (`frozen.ts`). */
  readonly frozen: readonly string[]
}

/** What a training step is made of, besides the model. */
export type StepSettings = Pick<RunSettings, 'batchSize' | 'loss' | 'optimizer' | 'augment' | 'frozen'>

/** Settings as presets, panels and scripts write them. */
export interface RunInput extends Pick<RunSettings, 'epochs' | 'batchSize' | 'seed'> {
  /** Default: none. */
  readonly validation?: number
  /** Default: categorical cross-entropy. */
  readonly loss?: LossSpec
  /** Default: Adam as Keras has it. */
  readonly optimizer?: OptimizerSpec
  /** Default: constant, without warm-up, at the rate that the optimizer names, else 1e-3. */
  readonly schedule?: Partial<LearningRateSchedule>
  /** Default: not at all. */
  readonly augment?: Augmentation
  /** Default: null. */
  readonly earlyStopping?: EarlyStopping | null
  /** Default: none. */
  readonly frozen?: readonly string[]
}

const DEFAULT_LEARNING_RATE = 1e-3

/** Fills in what was left out. @throws SpecError for a loss, an optimizer or a learning rate that cannot train */
export function resolveRunSettings(input: RunInput): RunSettings {
  const { epochs, batchSize, seed, validation = 0, augment = NO_AUGMENTATION, earlyStopping = null, frozen = [] } = input
  const { learningRate: short, ...optimizer } = input.optimizer ?? { type: 'adam' }
  const schedule = resolveSchedule(input.schedule ?? {}, short)
  const { learningRate } = schedule
  if (!Number.isFinite(learningRate) || learningRate < 0) {
    const allowed = { kind: 'number', min: 0, below: null } as const
    throw new SpecError({ where: { kind: 'training' }, field: 'learningRate', value: learningRate, allowed })
  }
  if (short !== undefined && short !== learningRate) {
    const allowed = { kind: 'options', options: [String(learningRate)] } as const
    throw new SpecError({ where: optimizer.type, field: 'learningRate', value: short, allowed })
  }
  return {
    epochs,
    batchSize,
    seed,
    validation,
    loss: resolveLoss(input.loss ?? { type: 'categoricalCrossentropy' }),
    optimizer: resolveOptimizer(optimizer),
    schedule,
    augment,
    earlyStopping,
    frozen,
  }
}

function resolveSchedule(
  { kind = 'constant', learningRate, warmup = 0, changes = [] }: Partial<LearningRateSchedule>,
  otherwise = DEFAULT_LEARNING_RATE,
): LearningRateSchedule {
  return { kind, learningRate: learningRate ?? otherwise, warmup, changes }
}

/** Beyond so many nobody turned a knob by hand. */
const MAX_CHANGES = 10_000

/** How a learning rate was turned, from outside. */
export const decodeChanges: Decoder<readonly RateChange[]> = (value, path) => {
  const learningRate = within(ranges.learningRate.min, ranges.learningRate.max)
  const changes = list(record({ step: integer(1), learningRate }), MAX_CHANGES)(value, path)
  const isRising = changes.every(({ step }, place) => place === 0 || step > changes[place - 1]!.step)
  return isRising ? changes : refuse(path, 'steps that rise', value)
}

const decodeScheduleInput = record(
  { learningRate: within(ranges.learningRate.min, ranges.learningRate.max) },
  { kind: choice<ScheduleKind>(...scheduleKinds), warmup: integer(ranges.warmup.min, ranges.warmup.max), changes: decodeChanges },
)

/** More than any network has layers. */
const MAX_FROZEN = 1000

const decodeRunInput = record(
  {
    epochs: integer(ranges.epochs.min, ranges.epochs.max),
    batchSize: integer(ranges.batchSize.min, ranges.batchSize.max),
    seed: integer(ranges.seed.min, ranges.seed.max),
    schedule: decodeScheduleInput,
  },
  {
    validation: integer(ranges.validation.min, ranges.validation.max),
    loss: decodeLoss,
    optimizer: decodeOptimizer,
    augment: decodeAugmentation,
    earlyStopping: nullable(decodeEarlyStopping),
    frozen: list(text, MAX_FROZEN),
  },
)

/** Settings from outside, held to their ranges, with what was left out. @throws DecodeError, SpecError */
export const decodeRunSettings: Decoder<RunSettings> = (value, path) => resolveRunSettings(decodeRunInput(withSchedule(value), path))

/** Older files have the learning rate, the kind of the schedule and the warm-up side by side. */
function withSchedule(value: unknown): unknown {
  if (!isRecord(value) || !('learningRate' in value)) return value
  const { learningRate, schedule: kind, warmup, ...others } = value
  return { ...others, schedule: { learningRate, kind, warmup } }
}

/** What the training panel shows first. */
export const defaultRunSettings = resolveRunSettings({ epochs: 3, batchSize: 64, seed: 1, schedule: { learningRate: 1e-3 } })
