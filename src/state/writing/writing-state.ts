import type { PenSequence } from '../../core/sequences'
import type { ErrorData } from '../../worker/protocol'
import { noWriterRun, type WriterRunState } from './writer-run-state'
import type { Lesson, WriterInfo, Written } from '../../worker/values/writing'

/** A gate of the network that writes, held shut. */
export const heldGates = ['none', 'i', 'f', 'o'] as const
export type HeldGate = (typeof heldGates)[number]

/** What is to be written, and how. */
export interface WritingManner {
  /** Digits, one behind the other: `2026`. */
  readonly number: string
  readonly temperature: number
  readonly steadiness: number
  readonly seed: number
  readonly held: HeldGate
}

/** Ranges of what a visitor sets. */
export const MANNER = {
  mostDigits: 4,
  temperature: { min: 0.1, max: 1.5, step: 0.05 },
  steadiness: { min: 0, max: 3, step: 0.1 },
} as const

/** A digit that was written, and where it stands on the pad's unit square. */
export interface WrittenDigit extends Written {
  readonly label: number
  readonly frame: { readonly x: number; readonly y: number; readonly side: number }
}

/** What might be written from a point on. */
export interface Futures {
  /** Of the written digits. */
  readonly digit: number
  /** Points that stood there. */
  readonly from: number
  readonly sequences: readonly PenSequence[]
}

/** Which network writes. */
export type WriterSource =
  | { readonly kind: 'shipped' }
  /** The last run's, after an epoch. */
  | { readonly kind: 'moment'; readonly epoch: number }
  /** Of the visitor's. */
  | { readonly kind: 'file'; readonly bytes: Uint8Array }

/** The network that writes, and what it wrote last. */
export interface WritingState {
  /** Its file comes when somebody wants it to write. */
  readonly stage: 'none' | 'loading' | 'ready' | 'failed'
  /** Of its file, 0 … 1. */
  readonly progress: number
  readonly error: ErrorData | null
  readonly info: WriterInfo | null
  readonly source: WriterSource
  /** The network of `source` has not written yet. */
  readonly isChanging: boolean
  readonly manner: WritingManner
  /** What it is doing at the moment. */
  readonly work: 'writing' | 'futures' | 'learning' | null
  readonly digits: readonly WrittenDigit[]
  readonly futures: Futures | null
  /** What came of teaching it the visitor's hand; null for the network as it was brought up. */
  readonly lesson: Lesson | null
  readonly run: WriterRunState
}

export const noWriting: WritingState = {
  stage: 'none',
  progress: 0,
  error: null,
  info: null,
  source: { kind: 'shipped' },
  isChanging: false,
  manner: { number: '3', temperature: 0.5, steadiness: 0, seed: 1, held: 'none' },
  work: null,
  digits: [],
  futures: null,
  lesson: null,
  run: noWriterRun,
}
