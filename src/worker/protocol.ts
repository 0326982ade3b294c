import type { EngineInfo, EngineKind, StepReport, Trace, TrainingState } from '../nn/engine'
import type { ModelSpec } from '../nn/spec/model-spec'

/**
 * What page and worker say to each other. Types only: `client.ts` speaks for the page, `host.ts` answers.
 *
 * Every request carries an id and gets exactly one response; everything else the worker says is an event.
 */

/** What the visitor asked for: `auto` takes WebGPU where it works. */
export type EngineChoice = EngineKind | 'auto'

export interface ModelInfo {
  readonly spec: ModelSpec
  /** For people: `row-lstm`. */
  readonly name: string
  /** Number of trainable values. */
  readonly parameterCount: number
  /** Epochs trained, 0 for a fresh model. */
  readonly epochs: number
  readonly seed: number
  /** Name of the data it was trained on, null for a fresh model. */
  readonly trainedOn: string | null
  /** Accuracy in 0…1 on the test set named beside it; null before it was measured. */
  readonly testAccuracy: number | null
}

export type DataSourceKind = 'mnist' | 'built-in'

export interface DataInfo {
  readonly kind: DataSourceKind
  /** Where MNIST came from: `cache`, `page`, a mirror's address, `files`; `generator` for built-in digits. */
  readonly origin: string
  readonly trainCount: number
  readonly testCount: number
}

/** Why one source of data was passed over. */
export interface DataFailure {
  readonly source: string
  readonly file: string
  readonly reason: string
}

export interface TrainingOptions {
  readonly epochs: number
  readonly batchSize: number
  readonly learningRate: number
  readonly seed: number
  /** Continue from the weights on the page, or start from fresh ones of `seed`. */
  readonly start: 'fresh' | 'current'
  /** Begin paused, to watch single steps. */
  readonly startPaused?: boolean
}

export interface Requests {
  /** First of all: brings up an engine and the model at `modelUrl`. A failing WebGPU falls back to the CPU unless it was asked for. */
  start: { params: { engine: EngineChoice; modelUrl: string; dataBaseUrl: string }; result: { engine: EngineInfo; model: ModelInfo } }
  /** Reads a picture ([28,28] in 0…1) with the model as it is now. A newer `read` overtakes an older one that waits: the older gets `null`. */
  read: { params: { image: Float32Array }; result: Trace | null }
  /** `mnist` tries every source and falls back to built-in digits, telling why in `failures`. */
  loadData: { params: { kind: DataSourceKind }; result: { data: DataInfo; failures: readonly DataFailure[] } }
  /** Files that the visitor dropped. Nothing changes when they are not MNIST's four. */
  loadFiles: { params: { files: readonly File[] }; result: { data: DataInfo } }
  train: { params: TrainingOptions; result: { totalSteps: number; stepsPerEpoch: number } }
  pause: { params: null; result: null }
  resume: { params: null; result: null }
  step: { params: null; result: null }
  stop: { params: null; result: null }
  /** Ends training and brings back the model the page started with. */
  reset: { params: null; result: { model: ModelInfo } }
  /** Replaces the model by a checkpoint; refused while training. */
  loadModel: { params: { bytes: Uint8Array; name: string }; result: { model: ModelInfo } }
  /** The model as safetensors. */
  saveModel: { params: null; result: { bytes: Uint8Array } }
}

export type RequestType = keyof Requests

export type RequestMessage = {
  [T in RequestType]: { readonly id: number; readonly type: T; readonly params: Requests[T]['params'] }
}[RequestType]

/** An error as data: survives the way between threads. */
export interface ErrorData {
  readonly code: string
  readonly message: string
  readonly hint: string
}

export type WorkerEvent =
  | {
      readonly type: 'dataProgress'
      readonly file: string
      readonly source: string
      readonly receivedBytes: number
      readonly totalBytes: number
    }
  | { readonly type: 'data'; readonly data: DataInfo }
  | { readonly type: 'trainingState'; readonly state: TrainingState }
  | { readonly type: 'steps'; readonly report: StepReport }
  /** `evaluated` of `total` test examples are done. */
  | { readonly type: 'evaluating'; readonly epoch: number; readonly evaluated: number; readonly total: number }
  | {
      readonly type: 'epoch'
      /** 0-based */
      readonly epoch: number
      readonly trainLoss: number
      readonly trainAccuracy: number
      readonly testLoss: number
      readonly testAccuracy: number
    }
  /** The model's weights or identity changed: what is on the pad should be read again. Sent a few times a second while training. */
  | { readonly type: 'model'; readonly model: ModelInfo }
  /** The engine changed or was brought up again after a loss. */
  | { readonly type: 'engine'; readonly engine: EngineInfo; readonly reason: string | null }
  | { readonly type: 'error'; readonly error: ErrorData }

export type WorkerMessage =
  | { readonly kind: 'response'; readonly id: number; readonly result: Requests[RequestType]['result'] }
  | { readonly kind: 'failure'; readonly id: number; readonly error: ErrorData }
  | { readonly kind: 'event'; readonly event: WorkerEvent }
