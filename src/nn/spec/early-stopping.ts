import { anyNumber, choice, flag, integer, nullable, record, within, type Decoded } from '../../core/decode'

/** Figures that an epoch is judged by: of the examples kept back for it, or of the test set where none are. Keras's names. */
export const monitors = ['val_loss', 'val_accuracy'] as const
export type Monitor = (typeof monitors)[number]

export const earlyStoppingRanges = {
  patience: { min: 0, max: 1000 },
  minDelta: { min: 0, max: 1000 },
} as const

/** Keras's callback `EarlyStopping`, by its names: https://keras.io/api/callbacks/early_stopping/ */
export const decodeEarlyStopping = record({
  monitor: choice<Monitor>(...monitors),
  /** An epoch is better where it is better by more than this. */
  minDelta: within(earlyStoppingRanges.minDelta.min, earlyStoppingRanges.minDelta.max),
  /** The run ends with the epoch that is the last of so many without a better one (0 and 1: with the first); null: it never ends before its time. */
  patience: nullable(integer(earlyStoppingRanges.patience.min, earlyStoppingRanges.patience.max)),
  /** The best epoch's weights come back at the end, whether the run ended early or not; otherwise the last epoch's stay. */
  restoreBestWeights: flag,
})

export type EarlyStopping = Decoded<typeof decodeEarlyStopping>

/** What an epoch came to on the examples that are never trained on. */
export interface Judged {
  readonly testLoss: number
  readonly testAccuracy: number
}

/** What is known of the epochs so far. */
export const decodeBestSoFar = record({
  /** 0-based; the first of several that are equally good. */
  epoch: integer(),
  value: anyNumber,
  /** Epochs since that were not better. */
  waited: integer(),
})

export type BestSoFar = Decoded<typeof decodeBestSoFar>

/** Takes one more epoch into account. @param before  null before the first */
export function judge({ monitor, minDelta }: EarlyStopping, before: BestSoFar | null, epoch: number, figures: Judged): BestSoFar {
  const value = monitor === 'val_loss' ? figures.testLoss : figures.testAccuracy
  const gain = before === null ? Infinity : monitor === 'val_loss' ? before.value - value : value - before.value
  return before === null || gain > minDelta ? { epoch, value, waited: 0 } : { ...before, waited: before.waited + 1 }
}

/** Whether the epoch that was judged last is the last of the run. */
export function hasWaitedLongEnough({ patience }: EarlyStopping, { waited }: BestSoFar): boolean {
  // As in Keras, where a patience of 0 is used up by the first epoch that is no better, like one of 1.
  return patience !== null && waited > 0 && waited >= patience
}
