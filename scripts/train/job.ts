import type { StoredFormat } from '../../src/core/stored-format'
import type { EpochFigures } from '../../src/nn/spec/run-events'
import type { RunSettings } from '../../src/nn/spec/training'
import type { EngineChoice } from '../../src/worker/protocol'
import type { DataPart, TrainingSetId } from './data-option'

/** What `npm run train` asks of its page; JSON, so that it crosses from Node to the browser. Files cross as base64. */
export interface TrainJob {
  readonly preset: string
  readonly engine: EngineChoice
  readonly threads: number | null
  readonly format: StoredFormat
  /** The first set measures the model; the training examples of the others are mixed with its own. */
  readonly data: readonly [DataPart, ...DataPart[]]
  /** Use no more than this many examples of every set; null for all. */
  readonly limit: number | null
  /** Measure the final model on this set's test examples instead of those of the first. */
  readonly test: TrainingSetId
  readonly settings: RunSettings
  /** Model whose weights the run begins with; null for fresh ones. */
  readonly from: string | null
  /** Checkpoint of the run to go on with. */
  readonly resume: string | null
  /** With a validation split, the best epoch's checkpoint so far. */
  readonly best: string | null
}

/** Which file the page hands over. */
export type KeptFile = 'checkpoint' | 'best' | 'final'

/** What an epoch came to; `epoch` is 1-based here. */
export interface EpochNews extends Omit<EpochFigures, 'evaluatedCount' | 'trainingSeconds'> {
  readonly type: 'epoch'
  readonly imagesPerSecond: number | null
  readonly isBest: boolean
}

export type TrainNews =
  | { readonly type: 'engine'; readonly adapter: string; readonly isSoftware: boolean }
  | {
      readonly type: 'data'
      readonly kind: string
      readonly origin: string
      /** Of all sets. */
      readonly train: number
      readonly test: number
      /** The other sets of a mixture. */
      readonly also: readonly { readonly kind: string; readonly train: number }[]
    }
  | { readonly type: 'start'; readonly epoch: number; readonly totalSteps: number; readonly stepsPerEpoch: number }
  | {
      readonly type: 'progress'
      readonly step: number
      readonly loss: number
      readonly accuracy: number
      readonly imagesPerSecond: number | null
    }
  | EpochNews
  | { readonly type: 'notice'; readonly message: string }

export interface TrainSummary {
  readonly set: string
  readonly accuracy: number
  readonly correct: number
  readonly total: number
  readonly loss: number
  readonly epochs: number
  /** Seconds that went into training steps alone, in this session. */
  readonly trainingSeconds: number
  /** Images trained on in this session. */
  readonly images: number
}

/** What Node provides to the page. */
export interface TrainBindings {
  tellNode(news: TrainNews): Promise<void>
  keepFile(kind: KeptFile, base64: string): Promise<void>
}

/** What the page provides to Node. */
export interface TrainPage {
  runTraining(job: TrainJob): Promise<TrainSummary>
}
