/** Formulas as data: the page sets them, and tests compute them and hold them against the engines. */

/** A function that works value by value, but for `softmax`; φ is the activation that the layer's field names. */
export type FormulaFunction = 'σ' | 'tanh' | 'φ' | 'softmax' | 'diag'

export type Formula =
  | { readonly is: 'number'; readonly value: number }
  /** A letter with indices; one that ends with a combining tilde, `C̃`, has it as an accent. `isName` marks what is no variable: ∂, …. */
  | { readonly is: 'letter'; readonly letter: string; readonly sub?: Formula; readonly sup?: Formula; readonly isName?: true }
  /** Indices side by side: m, n. */
  | { readonly is: 'list'; readonly items: readonly Formula[] }
  | { readonly is: 'sum'; readonly terms: readonly Formula[] }
  | { readonly is: 'difference'; readonly from: Formula; readonly less: Formula }
  /** Of numbers and matrices, without a sign: W x. */
  | { readonly is: 'product'; readonly factors: readonly Formula[] }
  /** Unit by unit: f ⊙ C. */
  | { readonly is: 'each'; readonly factors: readonly Formula[] }
  | { readonly is: 'applied'; readonly function: FormulaFunction; readonly to: Formula }
  | { readonly is: 'fraction'; readonly over: Formula; readonly under: Formula }
  | { readonly is: 'root'; readonly of: Formula }
  | { readonly is: 'square'; readonly of: Formula }
  /** ∑, ∏ or max over all places that `under` names, up to `above` where that is said. */
  | { readonly is: 'over'; readonly operator: '∑' | '∏' | 'max'; readonly under: Formula; readonly above?: Formula; readonly of: Formula }
  /** k = T, under a product. */
  | { readonly is: 'equal'; readonly left: Formula; readonly right: Formula }

/** Letters of a formula that need a word. */
export type FormulaNote = 'recurrent' | 'weighted' | 'window' | 'padding' | 'inStep' | 'norm'

/** How a signal is computed. */
export interface SignalFormula {
  readonly signal: string
  readonly left: Formula
  readonly right: Formula
  readonly notes: readonly FormulaNote[]
}

export const number = (value: number): Formula => ({ is: 'number', value })

export function letter(name: string, sub?: Formula, sup?: Formula): Formula {
  return { is: 'letter', letter: name, ...(sub && { sub }), ...(sup && { sup }) }
}

export const named = (name: string): Formula => ({ is: 'letter', letter: name, isName: true })

/** Letters by themselves, side by side: m, n. */
export function places(...names: readonly [string, ...string[]]): Formula {
  const [first, ...others] = names.map((name) => letter(name))
  return others.length === 0 ? first! : { is: 'list', items: [first!, ...others] }
}

export const list = (...items: readonly Formula[]): Formula => ({ is: 'list', items })
export const sum = (...terms: readonly Formula[]): Formula => ({ is: 'sum', terms })
export const difference = (from: Formula, less: Formula): Formula => ({ is: 'difference', from, less })
export const product = (...factors: readonly Formula[]): Formula => ({ is: 'product', factors })
export const each = (...factors: readonly Formula[]): Formula => ({ is: 'each', factors })
export const applied = (name: FormulaFunction, to: Formula): Formula => ({ is: 'applied', function: name, to })
export const fraction = (over: Formula, under: Formula): Formula => ({ is: 'fraction', over, under })
export const root = (of: Formula): Formula => ({ is: 'root', of })
export const square = (of: Formula): Formula => ({ is: 'square', of })
export const equal = (left: Formula, right: Formula): Formula => ({ is: 'equal', left, right })

export function over(operator: '∑' | '∏' | 'max', under: Formula, of: Formula, above?: Formula): Formula {
  return { is: 'over', operator, under, of, ...(above && { above }) }
}

/** Place `offset` of the window of output `place`: s·place + offset, and − p where zeros stand before the first place. */
export function inWindow(place: string, offset: string, isPadded: boolean): Formula {
  const start = sum(product(letter('s'), letter(place)), letter(offset))
  return isPadded ? difference(start, letter('p')) : start
}
