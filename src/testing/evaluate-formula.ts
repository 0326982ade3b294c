import type { Formula } from '../nn/spec/formula'

/** A number, a vector [n], or a matrix [n,m] by rows. */
export type FormulaValue = number | readonly number[] | readonly (readonly number[])[]

/** What the letters of a formula stand for. */
export interface FormulaWorld {
  /** @param numbers  of an index: one for each of its parts */
  letter(letter: Extract<Formula, { is: 'letter' }>, numbers: (index: Formula) => readonly number[]): FormulaValue
  /** How many places a letter under a sum or maximum goes through. */
  count(letter: string): number
  /** φ */
  activation?(value: number): number
}

/** Computes a formula; a vector stands for all units at once. @throws Error where sizes do not fit */
export function evaluateFormula(formula: Formula, world: FormulaWorld, bound: ReadonlyMap<string, number> = new Map()): FormulaValue {
  const evaluate = (part: Formula): FormulaValue => evaluateFormula(part, world, bound)
  switch (formula.is) {
    case 'number':
      return formula.value
    case 'letter': {
      const place = formula.sub || formula.sup ? undefined : bound.get(formula.letter)
      return place ?? world.letter(formula, (index) => (index.is === 'list' ? index.items : [index]).map((part) => single(evaluate(part))))
    }
    case 'sum':
      return formula.terms.map(evaluate).reduce(each((a, b) => a + b))
    case 'difference':
      return each((a, b) => a - b)(evaluate(formula.from), evaluate(formula.less))
    case 'product':
      return formula.factors.map(evaluate).reduce(multiply)
    case 'each':
      return formula.factors.map(evaluate).reduce(each((a, b) => a * b))
    case 'fraction':
      return each((a, b) => a / b)(evaluate(formula.over), evaluate(formula.under))
    case 'root':
      return map(Math.sqrt, evaluate(formula.of))
    case 'square':
      return map((value) => value * value, evaluate(formula.of))
    case 'applied':
      return map(functionOf(formula.function, world), evaluate(formula.to))
    case 'over': {
      if (formula.operator === '∏' || formula.above !== undefined) throw new Error('a product over steps is not computed')
      const join = each(formula.operator === '∑' ? (a, b) => a + b : Math.max)
      const letters = (formula.under.is === 'list' ? formula.under.items : [formula.under]).map(nameOf)
      return placesOf(letters, world, bound)
        .map((places) => evaluateFormula(formula.of, world, places))
        .reduce(join)
    }
    case 'list':
    case 'equal':
      throw new Error(`${formula.is} has no value`)
    default:
      return formula satisfies never
  }
}

/** Every combination of places of these letters. */
function placesOf(
  letters: readonly string[],
  world: FormulaWorld,
  bound: ReadonlyMap<string, number>,
): readonly ReadonlyMap<string, number>[] {
  const [first, ...others] = letters
  if (first === undefined) return [bound]
  return Array.from({ length: world.count(first) }, (_, place) => new Map([...bound, [first, place]])).flatMap((inner) =>
    placesOf(others, world, inner),
  )
}

function functionOf(name: Extract<Formula, { is: 'applied' }>['function'], world: FormulaWorld): (value: number) => number {
  if (name === 'σ') return (value) => 1 / (1 + Math.exp(-value))
  if (name === 'tanh') return Math.tanh
  if (name === 'φ' && world.activation) return (value) => world.activation!(value)
  throw new Error(`${name} is not computed`)
}

function nameOf(formula: Formula): string {
  if (formula.is !== 'letter') throw new Error('a letter is expected')
  return formula.letter
}

function single(value: FormulaValue): number {
  if (typeof value !== 'number') throw new Error('a number is expected')
  return value
}

function vector(value: FormulaValue): readonly number[] {
  if (typeof value === 'number') throw new Error('a vector is expected')
  return value.map((entry) => (typeof entry === 'number' ? entry : single([...entry])))
}

function isMatrix(value: FormulaValue): value is readonly (readonly number[])[] {
  return typeof value !== 'number' && Array.isArray(value[0])
}

function map(change: (value: number) => number, value: FormulaValue): FormulaValue {
  return typeof value === 'number' ? change(value) : vector(value).map(change)
}

/** Value by value; a number stands for as many as are needed. */
function each(join: (a: number, b: number) => number): (a: FormulaValue, b: FormulaValue) => FormulaValue {
  return (a, b) => {
    if (typeof a === 'number') return map((value) => join(a, value), b)
    if (typeof b === 'number') return map((value) => join(value, b), a)
    const [first, second] = [vector(a), vector(b)]
    if (first.length !== second.length) throw new Error(`${first.length} values and ${second.length}`)
    return first.map((value, index) => join(value, second[index]!))
  }
}

function multiply(a: FormulaValue, b: FormulaValue): FormulaValue {
  if (!isMatrix(a)) return each((x, y) => x * y)(a, b)
  const values = vector(b)
  return a.map((row) => {
    if (row.length !== values.length) throw new Error(`rows of ${row.length} values times ${values.length}`)
    return row.reduce((sum, weight, index) => sum + weight * values[index]!, 0)
  })
}
