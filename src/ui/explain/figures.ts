/** Numbers that the Learn view tells: of “Why a plain RNN forgets” in `docs/learning.md`, measured by `npm run gradient-flow`, and small sums. */

/** Share of the gradient that is left at the first of 784 pixels: 5 %, median and 95 % of pictures; null where only the median tells anything. */
export const GRADIENTS = {
  rnnOrthogonal: ['1.5e-9', '2.5e-7', '1.5e-5'],
  rnnGlorot: ['1.9e-6', '0.77', '6.0'],
  rnnHe: ['3.3e+25', '1.7e+36', '>1e38'],
  lstm: [null, '<1e-38', null],
  lstmSpan: ['0.18', '0.19', '0.21'],
} as const

export type GradientNetwork = keyof typeof GRADIENTS

export const BLANK_ROWS = [0, 1, 2, 4, 8, 16] as const

export interface WaitingFigures {
  readonly model: string
  readonly isShipped: boolean
  /** Right answers of 200 test digits after so many of `BLANK_ROWS`, 0 … 1. */
  readonly accuracies: readonly number[]
}

/** The page's own RNN and LSTM. */
export const SHIPPED_RNN: WaitingFigures = { model: 'row-rnn', isShipped: true, accuracies: [0.975, 0.98, 0.985, 0.8, 0.16, 0.1] }
export const SHIPPED_LSTM: WaitingFigures = { model: 'row-lstm', isShipped: true, accuracies: [1, 1, 1, 1, 0.99, 0.865] }

export const WAITING: readonly WaitingFigures[] = [
  { model: 'row-rnn', isShipped: false, accuracies: [0.89, 0.745, 0.475, 0.135, 0.025, 0.18] },
  { model: 'row-gru', isShipped: false, accuracies: [0.89, 0.825, 0.645, 0.345, 0.12, 0.23] },
  { model: 'row-lstm', isShipped: false, accuracies: [0.895, 0.87, 0.835, 0.755, 0.435, 0.17] },
  SHIPPED_RNN,
  SHIPPED_LSTM,
]

/** σ(1): a forget gate whose bias is 1 and whose inputs are 0. */
export const KERAS_FORGET = 1 / (1 + Math.exp(-1))

/** Forget gates of the table. */
export const FORGET_GATES = [0.5, KERAS_FORGET, 0.9, 0.99, 0.999] as const

/** Steps after which a gate that stays at `forget` has left half of the cell. @param forget between 0 and 1 */
export function halfLife(forget: number): number {
  return Math.log(0.5) / Math.log(forget)
}

/** A number as it is written in a formula: its mantissa, and its power of ten where it has one. */
export function parseScientific(text: string): {
  readonly bound: '<' | '>' | null
  readonly mantissa: string
  readonly exponent: string | null
} {
  const bound = text.startsWith('<') ? '<' : text.startsWith('>') ? '>' : null
  const [mantissa = '', exponent = null] = text.replace(/^[<>]/, '').split('e')
  return { bound, mantissa, exponent: exponent === null ? null : exponent.replace('+', '').replace('-', '−') }
}
