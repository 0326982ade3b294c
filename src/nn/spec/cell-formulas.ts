/** A cell's equations as formulas: all of a signal's, and the terms of one by themselves. */

import type { Factor, ProductEquation, Recurrence, SignalDeclaration, SumEquation } from './definition'
import { applied, difference, each, type Formula, type FormulaFunction, letter, number, product, type SignalFormula, sum } from './formula'

/** What an equation needs to know of its layer to be written. */
export interface CellNotation {
  /** The symbol of a signal, as its declaration has it: `C̃`. */
  symbolOf(signal: string): string
  /** The state that the sums read, by its signal's name. */
  readonly hidden: string
  /** The step before has the later time: the unit reads from the end. */
  readonly isBackward: boolean
  /** The layer has one weighted sum only, whose weights need no index. */
  readonly isAlone: boolean
}

type Cell = Pick<Recurrence, 'equations' | 'hidden'>

/** φ(input + state + bias), in parts; its bias comes before the state where that has a bias of its own. */
export interface SumFormula {
  readonly left: Formula
  readonly squash: FormulaFunction
  /** W_x x_t */
  readonly input: Formula
  /** W_h h_{t-1}, or r_t ⊙ (W_h h_{t-1} + b_h) */
  readonly state: Formula
  readonly bias: Formula
}

export interface ProductFormula {
  readonly left: Formula
  /** Each of two factors. */
  readonly products: readonly (readonly [Formula, Formula])[]
}

const TILDE = '\u0303'
const squashes = { sigmoid: 'σ', tanh: 'tanh' } as const satisfies Record<SumEquation['squash'], FormulaFunction>

export function cellNotation(
  { equations: { sums }, hidden }: Cell,
  signals: readonly Pick<SignalDeclaration, 'name' | 'symbol'>[],
  isBackward = false,
): CellNotation {
  const symbols = new Map(signals.map(({ name, symbol }) => [name, symbol]))
  return { symbolOf: (signal) => symbols.get(signal) ?? signal, hidden, isBackward, isAlone: sums.length === 1 }
}

export function sumFormula({ signal, squash, resetBy }: SumEquation, notation: CellNotation): SumFormula {
  // Only one signal of that letter has weights, and at this size a tilde would be a smudge.
  const index = notation.isAlone ? undefined : letter(notation.symbolOf(signal).replace(TILDE, ''))
  const hidden = notation.symbolOf(notation.hidden)
  const fromInput = product(letter('W', letter('x'), index), at('x', notation))
  const fromState = product(letter('W', letter(hidden), index), at(hidden, notation, true))
  const common = { left: signalAt(signal, notation), squash: squashes[squash], input: fromInput }
  if (resetBy === undefined) return { ...common, state: fromState, bias: letter('b', index) }
  const state = each(signalAt(resetBy, notation), sum(fromState, letter('b', letter(hidden), index)))
  return { ...common, state, bias: letter('b', letter('x'), index) }
}

export function productFormula({ signal, products }: ProductEquation, notation: CellNotation): ProductFormula {
  return {
    left: signalAt(signal, notation),
    products: products.map(([a, b]) => [factorFormula(a, notation), factorFormula(b, notation)]),
  }
}

/** Of every signal, in the order in which they are computed. */
export function cellFormulas(cell: Cell, signals: readonly Pick<SignalDeclaration, 'name' | 'symbol'>[]): SignalFormula[] {
  const { equations } = cell
  const notation = cellNotation(cell, signals)
  const sums = equations.sums.map((equation): SignalFormula => {
    const { left, squash, input, state, bias } = sumFormula(equation, notation)
    const terms = equation.resetBy === undefined ? [input, state, bias] : [input, bias, state]
    return { signal: equation.signal, left, right: applied(squash, sum(...terms)), notes: ['recurrent'] }
  })
  const products = equations.products.map((equation): SignalFormula => {
    const { left, products: pairs } = productFormula(equation, notation)
    const terms = pairs.map((factors) => each(...factors))
    return { signal: equation.signal, left, right: terms.length === 1 ? terms[0]! : sum(...terms), notes: ['recurrent'] }
  })
  return [...sums, ...products]
}

/** f_t, C_{t-1}, tanh(C_t) or 1 − z_t. */
function factorFormula({ signal, time, as }: Factor, notation: CellNotation): Formula {
  const value = signalAt(signal, notation, time === 'before')
  switch (as) {
    case undefined:
      return value
    case 'tanh':
      return applied('tanh', value)
    case 'complement':
      return difference(number(1), value)
    default:
      return as satisfies never
  }
}

function signalAt(signal: string, notation: CellNotation, isBefore = false): Formula {
  return at(notation.symbolOf(signal), notation, isBefore)
}

/** A letter at t, or at the step before it. */
function at(symbol: string, { isBackward }: CellNotation, isBefore = false): Formula {
  if (!isBefore) return letter(symbol, letter('t'))
  return letter(symbol, (isBackward ? sum : difference)(letter('t'), number(1)))
}
