import type { DataFailure, ErrorData } from '../core/error-details'
import type { EngineInfo, EngineKind, LossSpec, Profile, StepReport, Trace, TraceOptions, TrainingState } from '../nn/engine'
import type { Augmentation } from '../nn/spec/augmentation'
import type { UnitWeights } from '../nn/spec/cell'
import type { ModelSpec } from '../nn/spec/model-spec'
import type { OptimizerSettings } from '../nn/spec/optimizers'
import type { ScheduleKind } from '../nn/spec/training'

export type { DataFailure, ErrorData } from '../core/error-details'

/**
 * What page and worker say to each other. Types only: `client.ts` speaks for the page, `host.ts` answers.
 *
 * Every request carries an id and gets exactly one response; everything else the worker says is an event.
 */

/** What the visitor asked for: `auto` takes a real GPU, else whichever engine is faster. */
export type EngineChoice = EngineKind | 'auto'

/** Training images per second on this machine, measured one after the other. */
export interface EngineSpeeds {
  /** Name of the WebGPU adapter. */
  readonly adapter: string
  readonly cpu: number
  readonly webgpu: number
}

/** Why the engine runs that runs. */
export type EngineReason =
  /** It was asked for. */
  | { readonly kind: 'chosen' }
  /** There is a real GPU. */
  | { readonly kind: 'gpu' }
  /** WebGPU's adapter is emulated on the CPU: what is faster there was measured, or is known where `speeds` is null. */
  | { readonly kind: 'emulated'; readonly adapter: string; readonly speeds: EngineSpeeds | null }
  /** The one that would have been better cannot run, or stopped. */
  | { readonly kind: 'failed'; readonly error: ErrorData }

export interface ModelInfo {
  readonly spec: ModelSpec
  /** For people: `row-lstm`. */
  readonly name: string
  /** Number of trainable values. */
  readonly parameterCount: number
  /** Epochs trained, 0 for a fresh model. */
  readonly epochs: number
  readonly seed: number
  /** Names of the sets it was trained on, each once, the last one last; none for a fresh model. */
  readonly trainedOn: readonly string[]
  /** Accuracy in 0…1 on the set named by `testedOn`; null before these weights were measured. */
  readonly testAccuracy: number | null
  readonly testedOn: string | null
}

export type DataSourceKind = 'mnist' | 'built-in'

export interface DataInfo {
  readonly kind: DataSourceKind
  /** Where MNIST came from: `cache`, `page`, a mirror's address, `files`; `generator` for built-in digits. */
  readonly origin: string
  readonly trainCount: number
  readonly testCount: number
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
  /** How the learning rate moves; default `constant`. */
  readonly schedule?: ScheduleKind
  /** Steps in which the learning rate climbs to what the schedule says; default 0. */
  readonly warmup?: number
  /** Default: categorical cross-entropy. */
  readonly loss?: LossSpec
  /** Default: Adam as Keras has it. */
  readonly optimizer?: OptimizerSettings
  /** How every training picture is deformed, each time another way; default: not at all. */
  readonly augment?: Augmentation
  /** Examples cut off the end of the training set to measure every epoch on, instead of the test set; default 0. */
  readonly validation?: number
  /** Go on with the run that the model's checkpoint was written in; its own settings count, all others here are ignored. */
  readonly resume?: boolean
}

export interface EvaluationResult {
  /** Name of the set that was answered. */
  readonly set: string
  readonly loss: number
  /** 0…1 */
  readonly accuracy: number
  readonly correct: number
  readonly total: number
}

/** The units of a layer with time, those that behave alike side by side. */
export interface UnitOrder {
  readonly layer: string
  /** [U] which unit stands in which column: a permutation of 0 … U-1. Those that read from either end stay on their own side. */
  readonly order: Uint16Array
  /** Name of the set whose pictures they were compared on. */
  readonly set: string
  /** Number of these pictures. */
  readonly count: number
}

/** A test picture that the model answers wrongly. */
export interface Mistake {
  /** Its place in the set. */
  readonly index: number
  /** [28,28] in 0…1 */
  readonly image: Float32Array
  readonly label: number
  readonly answer: number
  /** Of the answer, 0…1. */
  readonly probability: number
}

/** What a piece of the test set brought to light. */
export interface MistakeSearch {
  /** Name of the set. */
  readonly set: string
  readonly total: number
  /** The first example that was not answered yet. */
  readonly next: number
  /** In the set's order. */
  readonly mistakes: readonly Mistake[]
}

/** A picture on which a unit was active. */
export interface ActiveExample {
  /** Place in its set. */
  readonly index: number
  readonly label: number
  /** [28,28] in 0…1 */
  readonly picture: Float32Array
  /** Where the unit was farthest from 0, and what it was there. */
  readonly step: number
  readonly value: number
}

/** The pictures on which a unit's output goes farthest from 0, the farthest first. */
export interface MostActive {
  /** Name of the set that was looked at. */
  readonly set: string
  /** Number of its pictures that were looked at. */
  readonly count: number
  readonly examples: readonly ActiveExample[]
}

export interface Requests {
  /**
   * First of all: brings up an engine and the model at `modelUrl`. A failing WebGPU falls back to the CPU unless it was asked for.
   * `speeds` are those measured here before; `threads` is for the CPU, by default as many as the machine has use for.
   * A model that cannot be had is replaced by fresh weights of the first preset, told by an `error` event; `null` asks for those.
   */
  start: {
    params: {
      engine: EngineChoice
      modelUrl: string | null
      dataBaseUrl: string
      speeds?: EngineSpeeds | null
      threads?: number
    }
    result: { engine: EngineInfo; reason: EngineReason; model: ModelInfo }
  }
  /** Brings the model to another engine; refused while training. When that cannot be had, the one before stays. */
  useEngine: {
    params: { engine: EngineChoice; speeds: EngineSpeeds | null }
    result: { engine: EngineInfo; reason: EngineReason }
  }
  /** Trains for a moment on either engine, a few seconds in all; refused while training. */
  measureEngines: { params: null; result: EngineSpeeds }
  /**
   * Reads a picture ([28,28] in 0…1) with the model as it is now, where wanted with signals held at values and with gradients. A newer
   * `read` overtakes an older one that waits: the older gets `null`.
   */
  read: { params: { image: Float32Array; options?: TraceOptions }; result: Trace | null }
  /** Brings up a second model from a checkpoint, in place of the one before, to read pictures beside the model of the page; no event tells of it. */
  loadCompanion: { params: { bytes: Uint8Array }; result: null }
  /** Reads a picture with that model; null while there is none. */
  readCompanion: { params: { image: Float32Array; options?: TraceOptions }; result: Trace | null }
  /**
   * Compares a layer's units on test pictures, built-in digits where no data are loaded; between two pictures all readings have their turn.
   * A newer request overtakes an older one, which gets `null`; so does one whose model was replaced meanwhile, or has no such layer with time.
   */
  unitOrder: { params: { layer: string }; result: UnitOrder | null }
  /** Answers a piece of the test set and tells the wrong answers; null while no data are loaded. Pieces are small so that readings have their turn between two. */
  findMistakes: { params: { from: number; count: number }; result: MistakeSearch | null }
  /** The weights of a unit of a recurrent layer, as they are now. Fails with `spec` where the model has no such unit. */
  unitWeights: { params: { layer: string; unit: number }; result: UnitWeights }
  /**
   * The test pictures, of a few hundred, on which a unit of a layer with time is most active; of built-in digits where no data are loaded. Takes seconds the
   * first time and lets all readings go first; null while weights change, when they or the data became others meanwhile, or where there is no such unit.
   */
  mostActive: { params: { layer: string; unit: number; count: number }; result: MostActive | null }
  /**
   * `mnist` tries every source and falls back to built-in digits, telling why in `failures`. A newer load overtakes an older one.
   * `limit` takes no more than that many training and test examples; of built-in digits it makes as many.
   */
  loadData: { params: { kind: DataSourceKind; limit?: number }; result: { data: DataInfo; failures: readonly DataFailure[] } }
  /** Files that the visitor dropped. Nothing changes when they are not MNIST's four. */
  loadFiles: { params: { files: readonly File[] }; result: { data: DataInfo } }
  /** The first `count` training pictures as this step (1-based) of a run of this seed would meet them, in 0…1; null while there are no data. */
  previewAugmentation: {
    params: { augment: Augmentation; seed: number; step: number; count: number }
    result: { pictures: readonly Float32Array[] } | null
  }
  train: { params: TrainingOptions; result: { totalSteps: number; stepsPerEpoch: number } }
  pause: { params: null; result: null }
  resume: { params: null; result: null }
  step: { params: null; result: null }
  stop: { params: null; result: null }
  /** Ends training and brings back the model the page started with. */
  reset: { params: null; result: { model: ModelInfo } }
  /** Accuracy of the model as it is on the test set; kept in its ModelInfo. Refused while training. */
  evaluate: { params: null; result: EvaluationResult }
  /**
   * Where the GPU's time goes in training steps with these settings, or with those of the run that goes on; the model stays as it is. Fails
   * with `profile-unavailable` where no GPU computes, or its clock cannot be read.
   */
  profile: { params: TrainingOptions; result: Profile }
  /** Replaces the model by fresh weights of another specification; refused while training. */
  newModel: { params: { spec: ModelSpec; name: string; seed: number }; result: { model: ModelInfo } }
  /** Replaces the model by a checkpoint; refused while training. */
  loadModel: { params: { bytes: Uint8Array; name: string }; result: { model: ModelInfo } }
  /** The model as safetensors. */
  saveModel: { params: null; result: { bytes: Uint8Array } }
  /** Answered at once by a worker that is alive. */
  ping: { params: null; result: null }
}

export type RequestType = keyof Requests

export type RequestMessage = {
  [T in RequestType]: { readonly id: number; readonly type: T; readonly params: Requests[T]['params'] }
}[RequestType]

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
  | {
      readonly type: 'steps'
      readonly report: StepReport
      /** Training images per second over the last seconds of training, pauses and evaluations not counted; null before it is known. */
      readonly imagesPerSecond: number | null
      /** Until the end of the run, evaluations included; null before it is known. */
      readonly secondsLeft: number | null
    }
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
      /** Name of the set behind `testLoss` and `testAccuracy`. */
      readonly evaluatedOn: string
      /** Examples of that set. */
      readonly evaluatedCount: number
      /** Spent on the epoch's training steps, without pauses and evaluation. */
      readonly trainingSeconds: number
    }
  /** The model after an epoch as safetensors, with what a run needs to go on; for the page to keep in case the worker dies. */
  | { readonly type: 'checkpoint'; readonly epoch: number; readonly bytes: Uint8Array }
  /** The model's weights or identity changed: what is on the pad should be read again. Sent a few times a second while training. */
  | { readonly type: 'model'; readonly model: ModelInfo }
  /** The engine changed, was brought up again after a loss, or has fewer threads than before. */
  | { readonly type: 'engine'; readonly engine: EngineInfo; readonly reason: EngineReason }
  | { readonly type: 'error'; readonly error: ErrorData }
  /** Told by `client.ts` itself: the worker died or hangs, every pending request was rejected. The next request starts a new one. */
  | { readonly type: 'crashed'; readonly error: ErrorData }

export type WorkerMessage =
  | { readonly kind: 'response'; readonly id: number; readonly result: Requests[RequestType]['result'] }
  | { readonly kind: 'failure'; readonly id: number; readonly error: ErrorData }
  | { readonly kind: 'event'; readonly event: WorkerEvent }
