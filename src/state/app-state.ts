import type { StoredFormat } from '../core/stored-format'
import type { EngineInfo } from '../nn/engine'
import type { EngineChoice, EngineFigures, EngineReason, EngineSpeeds, JudgedTrace, ModelInfo } from '../worker/protocol'
import type { Actions } from './actions'
import type { EmbedForm } from './embed/settings'
import type { Composition } from './composition'
import type { HandState } from './hand/hand-state'
import type { JudgeState } from './judge-state'
import type { DataState, HardOnes, Notice, TourState, ViewState } from './page-state'
import type { Cursor, Dictation, DrawingState, LensState, RowReading, SurgeryState, UnitOrderState } from './reading-state'
import type { RaceState } from './race/race-state'
import type { RunsState } from './runs/runs-state'
import type { TrainingSeries } from './series'
import type { ShelfState } from './shelf/shelf-state'
import type { PastState, ProfileStatus, TrainingStatus } from './training-status'
import type { RowsState } from './rows/rows-state'
import type { WritingState } from './writing/writing-state'
import type { WatchState } from './watch/watch-state'

export type * from './page-state'
export type * from './reading-state'
export type * from './training-status'

/** Everything the page shows, apart from per-step curves (`series.ts`). */
export interface AppState {
  /** The form of a page inside another; null for one that stands alone. */
  readonly embed: EmbedForm | null
  /** `failed`: no worker computes, and none is started before the visitor asks for it. */
  readonly status: 'starting' | 'ready' | 'failed'
  readonly engine: EngineInfo | null
  /** Why this engine runs; null before one does. */
  readonly engineReason: EngineReason | null
  readonly engineChoice: EngineChoice
  /** How the visitor wants products to store; the engine says how they do. */
  readonly storedFormat: StoredFormat
  /** Both engines' speeds as they were measured on this machine; null when that never happened. */
  readonly engineSpeeds: EngineSpeeds | null
  /** All figures of the last measurement on this visit; null before one. */
  readonly engineFigures: readonly EngineFigures[] | null
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
  readonly trace: JudgedTrace | null
  /**
   * The reading of each digit of `drawing.row`, in its order; null for one whose reading cannot be had or is still to come, and no list where the drawing
   * is one digit. Changes as often as `trace`.
   */
  readonly rowReading: readonly (RowReading | null)[] | null
  readonly cursor: Cursor
  readonly unitOrder: UnitOrderState
  readonly surgery: SurgeryState
  readonly lens: LensState
  readonly training: TrainingStatus
  readonly past: PastState
  readonly watch: WatchState
  readonly runs: RunsState
  readonly shelf: ShelfState
  readonly hand: HandState
  readonly writing: WritingState
  readonly rows: RowsState
  readonly race: RaceState
  /** Null until somebody composes. */
  readonly composition: Composition | null
  readonly profile: ProfileStatus
  readonly notices: readonly Notice[]
  readonly view: ViewState
  readonly tour: TourState
}

/** `actions` and `series` are the same objects for the whole life of the page. */
export type Store = AppState & { readonly actions: Actions; readonly series: TrainingSeries }
