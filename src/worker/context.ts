import type { Action } from '../core/error-details'
import type { ExportFormat } from '../core/exchange-details'
import type { LabelledImages, TrainingImages } from '../core/images'
import type { LatestWins } from '../core/latest-wins'
import type { SerialQueue } from '../core/serial-queue'
import type { Evaluation } from '../nn/engine'
import type { Augmentation } from '../nn/spec/augmentation'
import type { UnitWeights } from '../nn/spec/cell'
import type { ModelSpec } from '../nn/spec/model-spec'
import type { RunSettings } from '../nn/spec/training'
import type { Checkpoint } from '../train/checkpoint'
import type { RowsCheckpoint } from '../train/rows-checkpoint'
import type { WriterCheckpoint } from '../train/writer-checkpoint'
import type { Companion } from './companion'
import type { DataStore, LoadedData } from './data-store'
import type { Block, Sample } from './judging'
import type { ModelStore } from './model-store'
import type { JudgedTrace, MistakeSearch, ModelInfo, Reading } from './protocol'
import type { Past } from './past'
import type { RaceTrack } from './race-track'
import type { Probes } from './probes'
import type { Painter } from './painter'
import type { Scribe } from './scribe'
import type { TrainingSession } from './training-session'
import type { Tuner } from './tuner'
import type { UnitOrders } from './unit-order/unit-orders'
import type { UnitSurvey } from './unit-survey'
import type { MachineFigures } from './values/engines'
import type { WriterTrainer } from './later-writer-training'
import type { AnsweredBlock, Examined, Question } from './values/judging'

/** What the worker's answers work with. Types alone: the page loads the file of a request too, and must not get an engine with it. */
export interface HostContext {
  readonly models: ModelStore
  readonly training: TrainingSession
  readonly data: DataStore
  /** Reads pictures beside the page's model. */
  readonly companion: Companion
  /** Writes drawings. */
  readonly scribe: Scribe
  /** Draws pictures row by row. */
  readonly painter: Painter
  /** Teaches a network to write. */
  readonly writerTraining: WriterTrainer
  /** Is asked about its limits. */
  readonly examinee: Companion
  /** The last run as it went. */
  readonly past: Past
  /** Measures what teaching a hand does. */
  readonly tuner: Tuner
  /** Networks that race. */
  readonly raceTrack: RaceTrack
  /** Looks into the network as it was at moments of that run. */
  readonly probes: Probes
  readonly unitOrders: UnitOrders
  readonly unitSurvey: UnitSurvey
  /** Readings of the pad; they wait for nothing but each other. */
  readonly readings: LatestWins<Reading, JudgedTrace>
  /** Requests that change the model wait for each other. */
  readonly changes: SerialQueue
  readonly checkpoints: CheckpointWork
  /** What `start` brought. */
  readonly started: { dataBaseUrl: string; firstModel: Checkpoint | null }

  /** Waits for loads that go on. @throws StateError where no data are loaded */
  dataInUse(action: Action): Promise<LoadedData>
  /** Puts a model in place of the page's, all or nothing. @throws StateError while training */
  replaceModel(action: Action, make: () => Checkpoint | Promise<Checkpoint>): Promise<{ readonly model: ModelInfo }>
  /** @throws StateError while training */
  refuseWhileTraining(action: Action): void
  /** @throws StateError while training, unless it is paused or the page looks back */
  refuseWhileLearning(action: Action): void
  /** @throws StateError while networks race */
  refuseWhileRacing(action: Action): void
  /** @throws TaskError where pictures are of another task than the model */
  requireModelFor(set: TrainingImages): void
  /** @throws TaskError where pictures are of another task than a network */
  requireTaskOf(spec: ModelSpec, set: TrainingImages): void
  evaluate(set: LabelledImages): Promise<Evaluation>
  findMistakes(set: LabelledImages, piece: { readonly from: number; readonly count: number }): Promise<MistakeSearch>
  judge(set: TrainingImages, block: Block): Promise<AnsweredBlock>
  picturesAt(set: TrainingImages, indices: readonly number[]): Promise<readonly Float32Array[]>
  /** @returns null where no model is examined  @throws TaskError where pictures are of another task than it */
  examine(set: TrainingImages, question: Question, block: Block, sample: Sample): Promise<Examined | null>
  measureEngines(): Promise<MachineFigures>
  /** Milliseconds of a training step of another network, on an engine like the one in use. @throws SpecError for a batch that it cannot hold */
  timeStep(spec: ModelSpec, settings: RunSettings): Promise<number>
  /** @throws SpecError where the model has no such unit */
  unitWeights(layer: string, unit: number): Promise<UnitWeights>
  /** A picture of a set as this step (1-based) of a run of this seed would meet it. */
  deformPicture(
    set: TrainingImages,
    index: number,
    augment: Augmentation,
    at: { readonly seed: number; readonly step: number },
  ): Promise<Float32Array>
  /** Pictures to profile training steps on: the training pictures in use, or blank ones where they are none of the model's. */
  profiledPictures(): LabelledImages
  /** Tells the page that weights or identity of the model changed. */
  tellModel(): void
}

/** Models as files, and as what fresh weights are made from. */
export interface ExportedModel {
  readonly name: string
  readonly bytes: Uint8Array
  readonly check: { readonly pictures: number; readonly largest: number; readonly how: 'graph' | 'weights' }
}

export interface CheckpointWork {
  /** @throws SafetensorsError, CheckpointError */
  decode(bytes: Uint8Array): Checkpoint
  /** As `decode`, of a network that writes. */
  decodeWriter(bytes: Uint8Array): WriterCheckpoint
  /** As `decode`, of a network that draws row by row. */
  decodeRows(bytes: Uint8Array): RowsCheckpoint
  /**
   * A file of this page or of another tool; weights without a network are for the one that is there. `isForeign`: it came from another tool.
   *
   * @throws ImportError for what is not taken; as `decode`
   */
  open(bytes: Uint8Array, name: string): Promise<{ readonly checkpoint: Checkpoint; readonly isForeign: boolean }>
  encode(checkpoint: Checkpoint): Uint8Array
  /** One file for another tool, and what it answers when it is read again. @throws ExportError */
  export(checkpoint: Checkpoint, format: ExportFormat): Promise<ExportedModel>
  /** Untrained weights of a specification. */
  fresh(spec: ModelSpec, name: string, seed: number): Checkpoint
  /** The model at an address; where it cannot be had, or for null, fresh weights of the first preset. */
  first(url: string | null): Promise<Checkpoint>
  /** What a model may be called. */
  cleanName(name: string): string
}
