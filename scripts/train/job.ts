import type { EpochFigures } from '../../src/nn/spec/run-events'
import type { RunSettings } from '../../src/nn/spec/training'
import type { DataSourceKind, EngineChoice } from '../../src/worker/protocol'

/** What `npm run train` asks of its page; JSON, so that it crosses from Node to the browser. Files cross as base64. */
export interface TrainJob {
  readonly preset: string
  readonly engine: EngineChoice
  readonly threads: number | null
  readonly data: DataSourceKind
  /** Use no more than this many examples; null for all. */
  readonly limit: number | null
  /** Measure the final model on this data's test set instead of that of `data`. */
  readonly test: DataSourceKind
  readonly settings: RunSettings
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
  | { readonly type: 'data'; readonly kind: DataSourceKind; readonly origin: string; readonly train: number; readonly test: number }
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
