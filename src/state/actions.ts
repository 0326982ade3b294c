import type { RowsManner } from './rows/rows-state'
import type { WriterPlan } from '../nn/spec/writing/writer-plan'
import type { WriterBeginning } from './writing/writer-run-state'
import type { WritingManner } from './writing/writing-state'
import type { OwnChoices } from '../data/own/understanding'
import type { ExportFormat } from '../core/exchange-details'
import type { UnitWeights } from '../nn/spec/cell'
import type { PresetName } from '../nn/spec/presets'
import type { ModelSpec } from '../nn/spec/model-spec'
import type { RunSettings } from '../nn/spec/training'
import type { StoredFormat } from '../core/stored-format'
import type { EngineChoice, ErrorData, MostActive, SetPart } from '../worker/protocol'
import type { Requests } from '../worker/requests/index'
import type { DataRequest } from '../worker/values/data'
import type { Stroke } from '../data/strokes'
import type { TuningScope } from '../nn/spec/tuning'
import type { Beginning, Draft } from './composition'
import type { ExaminationState, ExamineeId, JudgeView } from './judge-state'
import type { CurvesView, Language, Tab, ThemeChoice, TourState } from './page-state'
import type { Cursor, Dictation, DrawingState, LensState, SurgeryState, UnitOrderState } from './reading-state'
import type { RacePlan } from './race/race-state'
import type { RunsView } from './runs/runs-state'
import type { KeptKind, StorageUsage } from './storage/browser-storage'
import type { StepTime, TrainingStart, TrainingStatus } from './training-status'

/** What became of a file for another tool. */
export type ExportOutcome = Pick<Requests['exportModel']['result'], 'name' | 'check'> | { readonly error: ErrorData }

/** What the page does by itself; what changes by it on the pad or in the model is read again. */
export interface PageActions {
  /** Sets what the network reads; the newest picture wins. */
  setDrawing(drawing: DrawingState): void
  /** Shows the maps of another digit of the row, counted from the left. */
  chooseDigit(place: number): void
  /** Has the pad write a digit, 0 … 9. */
  dictate(digit: number): void
  /** Puts a picture on the pad. */
  putOnPad(picture: Exclude<Dictation, { readonly digit: number }>): void
  /** Which pictures are judged next. */
  setJudgedPart(part: SetPart): void
  setJudgeView(change: Partial<JudgeView>): void
  /** What is asked of which models, and of how many pictures. */
  setExamination(change: Partial<Pick<ExaminationState, 'question' | 'models' | 'size'>>): void
  setCursor(change: Partial<Cursor>): void
  togglePlaying(): void
  setUnitOrder(by: UnitOrderState['by']): void
  /** Holds signals, or lets them go. */
  setSurgery(change: Partial<Pick<SurgeryState, 'isOpen' | 'holds'>>): void
  /** Opens the gradient lens, points it at a label, puts a reading aside, lays the saliency over the digit, has the RNN read too. */
  setLens(change: Partial<Pick<LensState, 'isOpen' | 'label' | 'kept' | 'withSaliency' | 'withRnn'>>): void
  /** Looks into the network over the steps of its run, or no longer. */
  setWatch(isOpen: boolean): void
  setTrainingSettings(change: Partial<RunSettings>): void
  setTrainingStart(start: TrainingStart): void
  /** Sets the training panel as somebody else had it; the visitor's own settings stay for the next visit. */
  adoptTraining(training: Pick<TrainingStatus, 'settings' | 'start'>): void
  /** Begins to compose a network; what was composed before can be had back by undo. */
  compose(beginning: Beginning): void
  /** @param edit  names what is edited: further edits of the same make one step of undo; null for one that stands alone */
  editDraft(change: Partial<Draft>, edit: string | null): void
  undoEdit(): void
  redoEdit(): void
  /** Shows view and drawing as the last visit left them. @returns whether there was one, when they are handed on */
  showLastVisit(): Promise<boolean>
  dismissNotice(id: number): void
  setTheme(theme: ThemeChoice): void
  setLanguage(language: Language): void
  setTab(tab: Tab): void
  setCurvesView(change: Partial<CurvesView>): void
  /** Gives the visitor a file. */
  saveFile(name: string, bytes: Uint8Array<ArrayBuffer>): void
  setTour(change: Partial<TourState>): void
}

/** What goes through the session, to the worker for the most part. */
export interface WorkerActions {
  /** Looks for more test pictures that the model gets wrong; loads MNIST where no data are loaded. */
  findHardOnes(): Promise<void>
  /** Has the model answer all pictures of the part, or those that are left; loads data where there are none. */
  judgeModel(): Promise<void>
  stopJudging(): void
  /** Asks models, of those chosen the ones that the question can be put to, what is not known of them. */
  examineModels(models: readonly ExamineeId[]): Promise<void>
  stopExamining(): void
  /** Tells the visitor of something that failed on the page itself. */
  showError(error: unknown): void
  /** Compares a layer's units on test pictures; `unitOrder.orders` gets what comes of it. */
  sortUnits(layer: string): Promise<void>
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
  /** Shows pad, reading and evaluation as the network was after so many steps of its run, or as it is now. */
  lookBack(step: number | null): Promise<void>
  /** Goes through the moments of the run by itself, from the one that is shown, or no more. */
  togglePast(): void
  /** Begins a new run with the weights of the moment that is shown. */
  goOnFromPast(): Promise<void>
  /** Measures where the GPU's time goes in a step as the panel is set, or of the run that goes on. */
  profileTraining(): Promise<void>
  /**
   * Makes the model of a preset and sets the training panel to its settings: `trained` (the default) where the page comes with its
   * weights, else with fresh ones. When the trained weights cannot be had, the model before stays.
   */
  pickPreset(name: PresetName, weights?: 'trained' | 'fresh'): Promise<void>
  /** Milliseconds that a training step of a network takes here, or why that cannot be told. */
  timeDraft(draft: Pick<Draft, 'spec' | 'settings'>): Promise<StepTime>
  /** Makes a network that was composed the page's model, with fresh weights, and sets the training panel to its settings. @returns whether it is */
  buildDraft(draft: Draft): Promise<boolean>
  /** Makes an untrained network of any specification; the training panel takes the settings that the page begins with. */
  makeModel(model: { readonly spec: ModelSpec; readonly name: string; readonly seed: number }): Promise<void>
  /** Back to the trained model the page came with. */
  resetModel(): Promise<void>
  /** Brings the model to this engine, or to the best one. */
  chooseEngine(choice: EngineChoice): Promise<void>
  /** Has products store weights and activations so, where the engine can. */
  chooseFormat(format: StoredFormat): Promise<void>
  /** Measures both engines; with `auto` the page then goes on with the faster one. */
  measureEngines(): Promise<void>
  loadData(asked: DataRequest): Promise<void>
  /** Looks at data of the visitor's own; `data.look` gets what was found. */
  lookAtData(files: readonly File[]): Promise<void>
  /** Takes what was looked at, and makes the network anew where it is of another task. */
  takeData(choices: OwnChoices): Promise<void>
  leaveData(): void
  loadDataFiles(files: readonly File[]): Promise<void>
  openModel(file: File): Promise<void>
  /** Gives the visitor the model as a `.safetensors` file; the one that was last kept while no worker runs. */
  saveModel(): Promise<void>
  /** Puts back the visitor's own model that another one took the place of last. */
  putBackModel(): Promise<void>
  /** Gives the visitor the model as a file for another tool. @returns what the file answers, read again; or why there is none */
  exportModel(format: ExportFormat): Promise<ExportOutcome>
  /** Brings up a new worker with what was last kept, where none runs any more. */
  startAgain(): Promise<void>
}

/** What is asked at every look at something, and has no answer where it cannot be had. */
export interface LookUps {
  /** Pictures of the data in use, by their places; none where they cannot be had. */
  picturesOfSet(part: SetPart, indices: readonly number[]): Promise<readonly Float32Array[]>
  /** The weights of a unit of a recurrent layer, as they are at this moment; null where they cannot be had. */
  unitWeights(layer: string, unit: number): Promise<UnitWeights | null>
  /** Test pictures on which a unit is most active; takes seconds the first time. Null while weights change, or where they cannot be had. */
  mostActive(layer: string, unit: number, count: number): Promise<MostActive | null>
}

/** What is done with runs that are kept. */
export interface RunActions {
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
}

/** What is done with networks that race. */
export interface RaceActions {
  /** Which networks race next, and how long. */
  setRacePlan(change: Partial<RacePlan>): void
  /** Begins a race; loads data where there are none. */
  startRace(): Promise<void>
  pauseRace(): Promise<void>
  resumeRace(): Promise<void>
  /** Ends the race; its networks stay to be looked at. */
  stopRace(): Promise<void>
  /** Makes a network of the race the page's own. @param lane  its place in the race */
  takeFromRace(lane: number): Promise<void>
}

/** What is done with models that are kept. Ids are those of the shelf. */
export interface ShelfActions {
  /** Reads what earlier visits have kept. */
  loadShelf(): Promise<void>
  /** Puts the model on the shelf as it is now. */
  keepModel(): Promise<void>
  /** Makes a model of the shelf the page's own. */
  openShelfModel(id: string): Promise<void>
  renameShelfModel(id: string, name: string): Promise<void>
  duplicateShelfModel(id: string): Promise<void>
  /** Gives the visitor its file. */
  downloadShelfModel(id: string): Promise<void>
  deleteShelfModel(id: string): Promise<void>
  /** Has back what was deleted last. */
  undoDeleteShelfModel(): Promise<void>
}

/** What is done with all that the browser keeps. */
export interface StorageActions {
  storageUsage(): Promise<StorageUsage>
  /** Asks the browser to delete nothing by itself. */
  persistStorage(): Promise<boolean>
  /** Deletes what is kept of a kind; with everything the page begins anew. */
  forget(what: KeptKind | 'everything'): Promise<void>
}

/** What a visitor does with drawings of their own hand. */
export interface HandActions {
  /** Reads what earlier visits have kept. */
  loadHand(): Promise<void>
  /** Asks for digits, until there are ten of each or the visitor has enough. */
  askDigits(): Promise<void>
  stopAsking(): Promise<void>
  /** Takes what was drawn for the digit that is asked for. */
  takeAsked(strokes: readonly Stroke[]): Promise<void>
  /** Deletes what was taken last, and asks for it once more. */
  takeBack(): Promise<void>
  /** Asks for this digit later. */
  skipAsked(): Promise<void>
  /** Keeps a drawing under a label. */
  keepDrawing(label: number, strokes: readonly Stroke[]): Promise<void>
  relabelDrawing(id: string, label: number): Promise<void>
  deleteDrawings(ids: readonly string[]): Promise<void>
  deleteAllDrawings(): Promise<void>
  /** Has back what was deleted last. */
  undoDeleteDrawings(): Promise<void>
  /** Gives the visitor all drawings as a file. */
  exportHand(): Promise<void>
  /** Adds the drawings of a file. @returns how many are new; null where it cannot be used */
  importHand(file: File): Promise<number | null>
  setTuningScope(scope: TuningScope): void
  /** Measures on held-out drawings what teaching the hand does, and trains the page's model on all of them. */
  fineTune(): Promise<void>
  stopFineTune(): Promise<void>
  /** Has back the model that was there before. */
  undoFineTune(): Promise<void>
}

/** What a visitor has the network do that writes. */
export interface WritingActions {
  setManner(change: Partial<WritingManner>): void
  /** Brings the network up, which comes with the first wish. */
  openWriter(): Promise<void>
  /** Writes the number that is set. */
  writeNumber(): Promise<void>
  /** Goes on with a drawing of the visitor's, as a digit. */
  goOnWith(strokes: readonly Stroke[], label: number): Promise<void>
  /** What might come after so many points of a digit that was written. */
  fanOut(digit: number, from: number): Promise<void>
  /** Teaches it the drawings of the visitor's hand. */
  teachWriterHand(): Promise<void>
  forgetHandLesson(): Promise<void>
  /** Has a network of the visitor's write. */
  openWriterFile(file: File): Promise<void>
  openWriterBytes(bytes: Uint8Array): Promise<void>
  /** Gives the visitor the network that writes, with what it was taught. */
  downloadWriter(): Promise<void>
  /** How a network learns to write next. */
  setWriterPlan(change: Partial<WriterPlan> & { readonly beginning?: WriterBeginning }): void
  /** Begins to train a network that writes; `goOn…`: from the end of the last run's last epoch. */
  trainWriter(): Promise<void>
  goOnTrainingWriter(): Promise<void>
  pauseWriter(): Promise<void>
  resumeWriter(): Promise<void>
  stopWriter(): Promise<void>
  /** Has the network write as it was after an epoch of the last run. */
  showWriterMoment(epoch: number): Promise<void>
  /** Has the network write that the page comes with. */
  showShippedWriter(): Promise<void>
}

export interface RowsActions {
  setRowsManner(change: Partial<RowsManner>): void
  /** Shows one of the pictures that were drawn large. */
  chooseRows(index: number): void
  /** Draws pictures row by row: from the upper rows of this one, or from nothing. */
  drawRows(picture: Float32Array | null): Promise<void>
}

/** What a visitor can do. */
export interface Actions
  extends
    PageActions,
    WorkerActions,
    LookUps,
    RunActions,
    RaceActions,
    ShelfActions,
    StorageActions,
    HandActions,
    WritingActions,
    RowsActions {}
