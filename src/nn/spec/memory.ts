import { costsOf } from './compose/costs'
import type { ModelDescription } from './describe'
import { MODEL_LIMITS } from './parse'

/** What a training holds, told from shapes: how much the CPU engine computes at once, and on how many threads, follows from it. */

type Described = Pick<ModelDescription, 'layers' | 'parameterCount'>

/** Of a number that is kept. */
export const FLOAT_BYTES = 4

/** Examples that a thread computes at once: activations of 64 stay in the cache, and larger products are no faster. */
const PIECE = 64
/** What the activations of a piece and their gradients may take, bytes: 784 timesteps of 64 LSTM units take 0.15 of it. */
const PIECE_BYTES = 512 * 2 ** 20
/** What all threads together may take for a model's parameters, bytes. */
const PARAMETER_BYTES = 2e9

/** Copies of all parameters that a helper thread has: its own, gradients, the panels of products, and both as messages. */
export const HELPER_COPIES = 5
/** Of the first thread, besides what the optimizer remembers: parameters, gradients, panels. */
export const OWN_COPIES = 3
/** The most that an optimizer remembers of every parameter. */
const MOST_SLOTS = 2

/** In a model's file, all that is not a parameter: the header, a record of the training, what tells how usual a drawing is. */
const SPARE_BYTES = 16 * 2 ** 20

/** Above the file of any model that the page can hold, of a run that goes on from it too; a mistaken file or server must not fill the memory. */
export const MOST_MODEL_BYTES = FLOAT_BYTES * (1 + MOST_SLOTS) * MODEL_LIMITS.parameters + SPARE_BYTES

/** Values that a training step keeps of one example: every signal, and its gradient on the way back. */
export function valuesPerExample({ layers }: Pick<Described, 'layers'>): number {
  return 2 * layers.reduce((sum, layer) => sum + costsOf(layer).activations, 0)
}

/** How many examples a thread of the CPU engine computes at once, at least 1. */
export function largestPiece(described: Pick<Described, 'layers'>): number {
  const fitting = Math.floor(PIECE_BYTES / (FLOAT_BYTES * Math.max(1, valuesPerExample(described))))
  return Math.max(1, Math.min(PIECE, fitting))
}

/** On how many threads the CPU engine computes a model at most, at least 1: each has parameters and gradients of its own. */
export function mostThreads({ parameterCount }: Pick<Described, 'parameterCount'>): number {
  const copy = FLOAT_BYTES * Math.max(1, parameterCount)
  return 1 + Math.max(0, Math.floor((PARAMETER_BYTES - (OWN_COPIES + MOST_SLOTS) * copy) / (HELPER_COPIES * copy)))
}
