import type { HandDrawing } from '../../data/hand/drawing'
import type { TuningScope } from '../../nn/spec/tuning'
import type { HandAnswers } from '../../data/hand/cross-validation'
import type { ErrorData } from '../../worker/protocol'

/** Fewer can't be held out and learnt from. */
export const LEAST_DRAWINGS = 10

/** The visitor is asked for digits, one after another. */
export interface Asking {
  /** In order; the first is what is asked for now. */
  readonly left: readonly number[]
  /** Ids of what was taken since it began: undo goes back along them. */
  readonly taken: readonly string[]
}

/** What a model reads of a set that it is not to forget. */
export interface Remembered {
  /** Name of the set. */
  readonly set: string
  readonly accuracy: number
  readonly total: number
}

/** What teaching the hand did, of drawings that it was not taught. */
export interface TuningResult extends HandAnswers {
  /** Of the drawings, in the order of the answers. */
  readonly ids: readonly string[]
  /** Classes of the drawings, in the order of the answers. */
  readonly labels: readonly number[]
  readonly model: string
  readonly scope: TuningScope
  readonly remembered: Remembered
  /** The run that taught the page's model all drawings; null before it began. */
  readonly run: string | null
  /** After that run; null while it goes on. */
  readonly rememberedAfter: Remembered | null
}

export interface TuningState {
  readonly scope: TuningScope
  /** What is done at the moment; null for nothing. */
  readonly stage: 'data' | 'measuring' | 'training' | null
  /** Trainings with drawings held out. */
  readonly done: number
  readonly total: number
  readonly result: TuningResult | null
  readonly error: ErrorData | null
  /** The model as it was before can be had back. */
  readonly canGoBack: boolean
}

export interface HandState {
  /** `none`: nobody has looked at it. */
  readonly state: 'none' | 'loading' | 'ready'
  /** The oldest first. */
  readonly drawings: readonly HandDrawing[]
  /** Stored by earlier visits, and not to be read. */
  readonly damaged: number
  /** Why drawings are not kept, or were not; null where they are. */
  readonly problem: ErrorData | null
  /** What was deleted last, and can be had back. */
  readonly deleted: readonly HandDrawing[]
  /** Null while nobody is asked for digits. */
  readonly asking: Asking | null
  /** The last digit that was asked for has been taken. */
  readonly isDone: boolean
  readonly tuning: TuningState
}

export const emptyHand: HandState = {
  state: 'none',
  drawings: [],
  damaged: 0,
  problem: null,
  deleted: [],
  asking: null,
  isDone: false,
  tuning: { scope: 'all', stage: null, done: 0, total: 0, result: null, error: null, canGoBack: false },
}
