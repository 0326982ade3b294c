import type { DrawnPicture, ErrorData, RowsInfo } from '../../worker/protocol'

/** What is to be drawn row by row, and how. */
export interface RowsManner {
  readonly temperature: number
  readonly seed: number
  /** Rows of the visitor's digit that are left, from the top. */
  readonly kept: number
}

/** Ranges of what a visitor sets. */
export const ROWS_MANNER = {
  temperature: { min: 0.5, max: 1.5, step: 0.05 },
  kept: { min: 1, max: 27, step: 1 },
} as const

/** Drawn at once, side by side. */
export const ROWS_DRAWN = 8

/** Pictures that were drawn at once. */
export interface DrawnRows {
  readonly pictures: readonly DrawnPicture[]
  /** Rows that stood there before. */
  readonly kept: number
  /** What was asked of the network of all pictures. */
  readonly temperature: number
  readonly seed: number
}

/** The network that draws row by row, and what it drew last. */
export interface RowsState {
  /** Its file comes when somebody wants it to draw. */
  readonly stage: 'none' | 'loading' | 'ready' | 'failed'
  /** Of its file, 0 … 1. */
  readonly progress: number
  readonly error: ErrorData | null
  readonly info: RowsInfo | null
  readonly manner: RowsManner
  readonly isDrawing: boolean
  readonly drawn: DrawnRows | null
  /** The picture that is shown large, of those drawn. */
  readonly chosen: number
}

export const noRows: RowsState = {
  stage: 'none',
  progress: 0,
  error: null,
  info: null,
  manner: { temperature: 0.9, seed: 1, kept: 14 },
  isDrawing: false,
  drawn: null,
  chosen: 0,
}
