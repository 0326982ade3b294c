import type { Clamp, Trace, TraceGradients } from '../nn/engine'
import type { Sheet } from '../data/drawing'
import type { Stroke } from '../data/strokes'
import type { JudgedTrace, UnitOrder } from '../worker/protocol'

/** What is read, and where the visitor looks at how it is. */

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

/** What the page needs of a digit whose maps are not shown. */
export type RowReading = Pick<JudgedTrace, 'probabilities' | 'strangeness'>

/** Something for the pad. */
export type Dictation =
  /** A digit that writes itself in a plain hand. */
  | { readonly digit: number }
  /**
   * A drawing, in the unit square of the pad, and the class that it was meant to be, where it is a sample. One that grows takes the place of itself as it
   * was before: undo knows the whole of it.
   */
  | { readonly strokes: readonly Stroke[]; readonly label: number | null; readonly isGrowing?: true }
  /** A picture [height,width] in 0…1 as the data set has them, and the class it is of. */
  | { readonly picture: Float32Array; readonly label: number | null }
  /** A picture of a digit, of any size and format. */
  | { readonly file: File }

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
