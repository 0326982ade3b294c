import type { Clamp, EngineInfo, Profile, Trace, TraceGradients, TrainingState } from '../nn/engine'
import type { UnitWeights } from '../nn/spec/cell'
import type { PresetName } from '../nn/spec/presets'
import type { EpochResult } from '../nn/spec/run-events'
import type { ModelSpec } from '../nn/spec/model-spec'
import type { RateChange } from '../nn/spec/schedules'
import type { RunSettings } from '../nn/spec/training'
import type { Sheet } from '../data/drawing'
import type { Stroke } from '../data/strokes'
import type {
  DataFailure,
  DataInfo,
  EngineChoice,
  EngineReason,
  EngineSpeeds,
  ErrorData,
  Mistake,
  ModelInfo,
  MostActive,
  SetPart,
  UnitOrder,
  WorkerEvent,
} from '../worker/protocol'
import type { Requests } from '../worker/requests/index'
import type { Beginning, Composition, Draft } from './composition'
import type { DataRequest } from '../worker/values/data'
import type { ExaminationState, JudgeState, JudgeView } from './judge-state'
import type { RunsState, RunsView } from './runs/runs-state'
import type { TrainingSeries } from './series'

/** Everything the page shows, apart from per-step curves (`series.ts`). */
export interface AppState {
  /** `failed`: no worker computes, and none is started before the visitor asks for it. */
  readonly status: 'starting' | 'ready' | 'failed'
  readonly engine: EngineInfo | null
  /** Why this engine runs; null before one does. */
  readonly engineReason: EngineReason | null
  readonly engineChoice: EngineChoice
  /** Both engines' speeds as they were measured on this machine; null when that never happened. */
  readonly engineSpeeds: EngineSpeeds | null
  /** What keeps the visitor from choosing an engine at the moment. */
  readonly engineWork: 'moving' | 'measuring' | null
  readonly model: ModelInfo | null
  /** Name of the preset that is being brought up in the model's place; null when none is. */
  readonly pickedPreset: string | null
  /** How much of its trained weights is here, 0 … 1; null while none are on their way. */
  readonly pickedProgress: number | null
  readonly data: DataState
  readonly drawing: DrawingState
  /** What the pad is asked to write by other parts of the page; a new object each time. */
  readonly dictation: Dictation | null
  readonly hardOnes: HardOnes
  readonly judge: JudgeState
  /**
   * The reading of `drawing.picture` by the model as it was last, and while the pen moves of the picture one request before; null where that
   * cannot be had, or not soon. Changes many times a second: subscribe, do not render.
   */
  readonly trace: Trace | null
  /**
   * Probabilities of each digit of `drawing.row`, in its order; null for one whose reading cannot be had or is still to come, and no list where the drawing
   * is one digit. Changes as often as `trace`.
   */
  readonly rowReading: readonly (Float32Array | null)[] | null
  readonly cursor: Cursor
  readonly unitOrder: UnitOrderState
  readonly surgery: SurgeryState
  readonly lens: LensState
  readonly training: TrainingStatus
  readonly runs: RunsState
  /** Null until somebody composes. */
  readonly composition: Composition | null
  readonly profile: ProfileStatus
  readonly notices: readonly Notice[]
  readonly view: ViewState
  readonly tour: TourState
}

export interface DataState {
  readonly info: DataInfo | null
  readonly loading: { readonly file: string; readonly source: string; readonly receivedBytes: number; readonly totalBytes: number } | null
  /** Sources that were passed over, with the reason, for the data panel. */
  readonly failures: readonly DataFailure[]
}

export interface DrawingState {
  /** [height,width] in 0…1 as the network reads it; all zeros for an empty pad. Replaced, never mutated. */
  readonly picture: Float32Array
  /** Class that a sample was meant to be; null for the visitor's own drawing. */
  readonly label: number | null
  readonly isEmpty: boolean
  /** What the picture was made of, for those who pass it on. */
  readonly sheet?: Sheet
  /** Absent where the drawing is one digit. */
  readonly row?: DigitRow
}

/** Several digits that were written beside each other. */
export interface DigitRow {
  /** From left to right; a digit that nobody touched keeps its picture's object. */
  readonly pictures: readonly Float32Array[]
  /** Place of the digit that `DrawingState.picture` is of: the one whose maps are shown. */
  readonly chosen: number
}

/** Something for the pad. */
export type Dictation =
  /** A digit that writes itself in a plain hand. */
  | { readonly digit: number }
  /** A whole drawing, in the unit square of the pad, and the class that it was meant to be, where it is a sample. */
  | { readonly strokes: readonly Stroke[]; readonly label: number | null }
  /** A picture [height,width] in 0…1 as the data set has them, and the class it is of. */
  | { readonly picture: Float32Array; readonly label: number | null }
  /** A picture of a digit, of any size and format. */
  | { readonly file: File }

/** Test pictures that the model gets wrong, once somebody asked for them. */
export interface HardOnes {
  readonly state: 'none' | 'looking' | 'found'
  /** Found with other weights than those of now. */
  readonly isStale: boolean
  /** Name of the set. */
  readonly set: string
  /** Examples answered, of `total`. */
  readonly examined: number
  readonly total: number
  /** In the set's order. */
  readonly mistakes: readonly Mistake[]
}

/** Where the scan line stands and what is picked in the maps. */
export interface Cursor {
  /** Name of the layer whose maps are shown; null for the one that the page chooses. */
  readonly layer: string | null
  /** Timestep of that layer under the scan line, 0 … T-1. */
  readonly step: number
  readonly playing: boolean
  /** Picked by a click; null before. */
  readonly unit: number | null
  /** Signal of the map last picked in, a name of `SignalDeclaration`. */
  readonly signal: string | null
  /** An address said where it stands: nothing moves it by itself. */
  readonly isGiven: boolean
}

/** Signals that the visitor holds at values, and how the network reads the picture then. */
export interface SurgeryState {
  /** Nothing is read with holds while nobody looks. */
  readonly isOpen: boolean
  /** Where two hold the same value, the later one counts. */
  readonly holds: readonly Clamp[]
  /** Follows the pen like `trace`; null while nothing is held, or nothing read. */
  readonly reading: Counterfactual | null
}

/** Two readings of one picture. */
export interface Counterfactual {
  /** With signals held. */
  readonly held: Trace
  /** As the network reads by itself. */
  readonly plain: Trace
}

/** What the loss of the picture depends on; read when the pen rests. */
export interface LensState {
  readonly isOpen: boolean
  /** Class that the loss compares with; null for the answer. */
  readonly label: number | null
  readonly reading: LensReading | null
  /** One that was put aside to be compared with others; outlives its model. */
  readonly kept: LensReading | null
  /** Whether the saliency lies over the digit. */
  readonly withSaliency: boolean
  /** Whether the page's own RNN shall read the picture too. */
  readonly withRnn: boolean
  /** What it read; null before, and while nobody looks. */
  readonly rnn: LensReading | null
}

/** Gradients of one picture's loss. */
export interface LensReading {
  /** Name of the model. */
  readonly model: string
  readonly label: number
  /** [height,width] that was read. */
  readonly picture: Float32Array
  readonly gradients: TraceGradients
}

/** In which order the units of a layer stand beside each other. */
export interface UnitOrderState {
  /** As they are numbered, or those that behave alike side by side. */
  readonly by: 'number' | 'likeness'
  /** What is known of the likeness, by the layer's name; the newest last. */
  readonly orders: Readonly<Record<string, UnitOrder>>
  /** Name of the layer whose units are being compared. */
  readonly sorting: string | null
}

export type TrainingStart = 'fresh' | 'current'

export interface TrainingStatus {
  readonly state: 'idle' | 'starting' | TrainingState
  /** What the panel is set to; used by the next start. */
  readonly settings: RunSettings
  /** Which weights the next run begins with: fresh ones of its seed, or those on the page. */
  readonly start: TrainingStart
  /** Steps finished of `totalSteps` over the whole run. */
  readonly step: number
  readonly totalSteps: number
  readonly stepsPerEpoch: number
  /** Training images per second of running time, smoothed; null before it is known. */
  readonly imagesPerSecond: number | null
  readonly secondsLeft: number | null
  /** Smoothed over the last steps. */
  readonly loss: number | null
  readonly accuracy: number | null
  readonly evaluating: { readonly evaluated: number; readonly total: number } | null
  readonly epochs: readonly EpochResult[]
  /** How the learning rate of the run was turned while it went on. */
  readonly rateChanges: readonly RateChange[]
  /** Steps done in the newest state of the run that was kept; null before there is one. A run that failed goes on from there. */
  readonly keptStep: number | null
  /** The run is paused because its loss has lost its way. */
  readonly trouble: RunTrouble | null
  /** What became of a run whose epochs are judged; null before its end. */
  readonly ending: RunEnding | null
}

/** What came of timing a step. */
export type StepTime = { readonly milliseconds: number } | { readonly error: ErrorData }
/** Steps count from 1. */
export type RunTrouble = Omit<Extract<WorkerEvent, { readonly type: 'suspended' }>, 'type'>

export type RunEnding = Omit<Extract<WorkerEvent, { readonly type: 'ended' }>, 'type'>

/** Where the GPU's time goes, once it was asked. */
export type ProfileStatus =
  | { readonly state: 'none' | 'measuring' }
  | { readonly state: 'measured'; readonly profile: Profile }
  | { readonly state: 'failed'; readonly error: ErrorData }

export interface Notice {
  readonly id: number
  readonly level: 'info' | 'error'
  readonly error: ErrorData
  /** What the visitor can do about it while nothing computes. */
  readonly way: 'startAgain' | null
}

export type ThemeChoice = 'system' | 'light' | 'dark'
export type Language = 'en' | 'zh'
export type Tab = 'gates' | 'compose' | 'train' | 'judge' | 'compare' | 'learn'

export interface ViewState {
  readonly theme: ThemeChoice
  readonly language: Language
  readonly tab: Tab
}

/** The guided reading. Where it was left is kept between visits. */
export interface TourState {
  readonly isOpen: boolean
  /** Counts from 0. */
  readonly stop: number
}

export interface Actions {
  /** Sets what the network reads; the newest picture wins. */
  setDrawing(drawing: DrawingState): void
  /** Shows the maps of another digit of the row, counted from the left. */
  chooseDigit(place: number): void
  /** Has the pad write a digit, 0 … 9. */
  dictate(digit: number): void
  /** Puts a picture on the pad. */
  putOnPad(picture: Exclude<Dictation, { readonly digit: number }>): void
  /** Looks for more test pictures that the model gets wrong; loads MNIST where no data are loaded. */
  findHardOnes(): Promise<void>
  /** Which pictures are judged next. */
  setJudgedPart(part: SetPart): void
  setJudgeView(change: Partial<JudgeView>): void
  /** Has the model answer all pictures of the part, or those that are left; loads data where there are none. */
  judgeModel(): Promise<void>
  stopJudging(): void
  /** What is asked of which models, and of how many pictures. */
  setExamination(change: Partial<Pick<ExaminationState, 'question' | 'models' | 'size'>>): void
  /** Asks the chosen models what is not known of them. */
  examineModels(): Promise<void>
  stopExamining(): void
  /** Pictures of the data in use, by their places; none where they cannot be had. */
  setPictures(part: SetPart, indices: readonly number[]): Promise<readonly Float32Array[]>
  /** Tells the visitor of something that failed on the page itself. */
  showError(error: unknown): void
  setCursor(change: Partial<Cursor>): void
  togglePlaying(): void
  setUnitOrder(by: UnitOrderState['by']): void
  /** Compares a layer's units on test pictures; `unitOrder.orders` gets what comes of it. */
  sortUnits(layer: string): Promise<void>
  /** Holds signals, or lets them go. */
  setSurgery(change: Partial<Pick<SurgeryState, 'isOpen' | 'holds'>>): void
  /** Opens the gradient lens, points it at a label, puts a reading aside, lays the saliency over the digit, has the RNN read too. */
  setLens(change: Partial<Pick<LensState, 'isOpen' | 'label' | 'kept' | 'withSaliency' | 'withRnn'>>): void
  /** The weights of a unit of a recurrent layer, as they are at this moment; null where they cannot be had. */
  unitWeights(layer: string, unit: number): Promise<UnitWeights | null>
  /** Test pictures on which a unit is most active; takes seconds the first time. Null while weights change, or where they cannot be had. */
  mostActive(layer: string, unit: number, count: number): Promise<MostActive | null>
  setTrainingSettings(change: Partial<RunSettings>): void
  setTrainingStart(start: TrainingStart): void
  /** Sets the training panel as somebody else had it; the visitor's own settings stay for the next visit. */
  adoptTraining(training: Pick<TrainingStatus, 'settings' | 'start'>): void
  /** Digits as a training would deform them; none while no data are loaded. */
  previewAugmentation(params: Requests['previewAugmentation']['params']): Promise<readonly Float32Array[]>
  /** Begins a run, or lets one that was cut off go on from what was kept of it. */
  startTraining(): Promise<void>
  pauseTraining(): Promise<void>
  resumeTraining(): Promise<void>
  stepTraining(): Promise<void>
  /** Ends the run, or gives up one that was cut off; what was learnt stays. */
  stopTraining(): Promise<void>
  /** Sets the rate of the next run, or turns that of the run that goes on from its next step. */
  setLearningRate(learningRate: number): Promise<void>
  /** Lets a run whose loss has lost its way go on at another rate. */
  goOnAt(learningRate: number): Promise<void>
  /** Runs what the panel is set to with several seeds in turn, from fresh weights; `stopTraining` ends the turn. */
  trainSeeds(): Promise<void>
  /** Reads the runs that earlier visits have kept. */
  loadRuns(): Promise<void>
  /** Of runs and groups by their ids, as all that follow. */
  renameRun(id: string, name: string): Promise<void>
  deleteRun(id: string): Promise<void>
  /** Has back what was deleted last. */
  undoDeleteRun(): Promise<void>
  /** The one that others are compared with; null for none. */
  pinRun(id: string | null): Promise<void>
  /** Shows its curves, or no longer. */
  chooseRun(id: string, isChosen: boolean): void
  setRunsView(change: Partial<RunsView>): void
  /** Measures where the GPU's time goes in a step as the panel is set, or of the run that goes on. */
  profileTraining(): Promise<void>
  /**
   * Makes the model of a preset and sets the training panel to its settings: `trained` (the default) where the page comes with its
   * weights, else with fresh ones. When the trained weights cannot be had, the model before stays.
   */
  pickPreset(name: PresetName, weights?: 'trained' | 'fresh'): Promise<void>
  /** Begins to compose a network; what was composed before can be had back by undo. */
  compose(beginning: Beginning): void
  /** @param edit  names what is edited: further edits of the same make one step of undo; null for one that stands alone */
  editDraft(change: Partial<Draft>, edit: string | null): void
  undoEdit(): void
  redoEdit(): void
  /** Milliseconds that a training step of the draft takes here, or why that cannot be told. */
  timeDraft(): Promise<StepTime>
  /** Makes the network that was composed the page's model, with fresh weights, and sets the training panel to its settings. @returns whether it is */
  buildDraft(): Promise<boolean>
  /** Makes an untrained network of any specification; the training panel takes the settings that the page begins with. */
  makeModel(model: { readonly spec: ModelSpec; readonly name: string; readonly seed: number }): Promise<void>
  /** Back to the trained model the page came with. */
  resetModel(): Promise<void>
  /** Brings the model to this engine, or to the best one. */
  chooseEngine(choice: EngineChoice): Promise<void>
  /** Measures both engines; with `auto` the page then goes on with the faster one. */
  measureEngines(): Promise<void>
  loadData(asked: DataRequest): Promise<void>
  loadDataFiles(files: readonly File[]): Promise<void>
  openModel(file: File): Promise<void>
  /** Gives the visitor the model as a `.safetensors` file; the one that was last kept while no worker runs. */
  saveModel(): Promise<void>
  /** Brings up a new worker with what was last kept, where none runs any more. */
  startAgain(): Promise<void>
  dismissNotice(id: number): void
  setTheme(theme: ThemeChoice): void
  setLanguage(language: Language): void
  setTab(tab: Tab): void
  setTour(change: Partial<TourState>): void
}

/** `actions` and `series` are the same objects for the whole life of the page. */
export type Store = AppState & { readonly actions: Actions; readonly series: TrainingSeries }
