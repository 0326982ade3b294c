import type { Understanding } from '../data/own/understanding'
import type { DataFailure, DataInfo, ErrorData, Mistake } from '../worker/protocol'

/** Data, notices, and where the visitor is on the page. */

export interface DataState {
  readonly info: DataInfo | null
  readonly loading: { readonly file: string; readonly source: string; readonly receivedBytes: number; readonly totalBytes: number } | null
  /** Sources that were passed over, with the reason, for the data panel. */
  readonly failures: readonly DataFailure[]
  /** Title of what the visitor brought last, in an earlier visit too; null for nothing. */
  readonly own: string | null
  /** What was found in files of the visitor's own, while it is not decided whether they are taken; null for nothing. */
  readonly look: Understanding | null
}

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

export interface Notice {
  readonly id: number
  readonly level: 'info' | 'error'
  readonly error: ErrorData
  /** What the visitor can do about it. */
  readonly way: 'startAgain' | 'goOn' | 'save' | 'putBack' | null
}

export type ThemeChoice = 'system' | 'light' | 'dark'
export type Language = 'en' | 'zh'
export type Tab = 'gates' | 'compose' | 'train' | 'judge' | 'compare' | 'write' | 'hand' | 'learn'

export interface ViewState {
  readonly theme: ThemeChoice
  readonly language: Language
  readonly tab: Tab
  readonly curves: CurvesView
}

/** How the curves of a run are drawn. Kept between visits. */
export interface CurvesView {
  /** Over how many steps a line follows them: none, 20 or 200. */
  readonly smoothing: 'none' | 'short' | 'long'
  /** Of the loss. */
  readonly scale: AxisScale
}

export type AxisScale = 'linear' | 'log'

/** The guided reading. Where it was left is kept between visits. */
export interface TourState {
  readonly isOpen: boolean
  /** Counts from 0. */
  readonly stop: number
}
