import { FLOAT_BYTES } from '../../operations/gpu/tensor'

/** Bytes that the log takes per example: its loss and its answer, `vec2f`. */
export const LOG_ENTRY_BYTES = 2 * FLOAT_BYTES

/** What the log tells of one batch. */
export interface BatchResult {
  /** Sum of the examples' losses. */
  readonly loss: number
  readonly correct: number
}

/** Sums up `examples` entries of the log from entry `first` on; `onAnswer` hears every answered class. */
export function readLog(
  log: Float32Array,
  first: number,
  examples: number,
  onAnswer?: (index: number, answer: number) => void,
): BatchResult {
  let loss = 0
  let correct = 0
  for (let index = 0; index < examples; index++) {
    loss += log[2 * (first + index)]!
    const told = log[2 * (first + index) + 1]!
    if (told >= 0) correct++
    onAnswer?.(index, told >= 0 ? told : -1 - told)
  }
  return { loss, correct }
}
