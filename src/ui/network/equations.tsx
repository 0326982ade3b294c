import type { SignalFormula } from '../../nn/spec/formula'
import { Typeset } from './Typeset'

/** An equation on a line of its own. */
export function Equation({ left, right }: Pick<SignalFormula, 'left' | 'right'>) {
  return (
    <math display="block">
      <Typeset formula={left} />
      <mo>=</mo>
      <Typeset formula={right} />
    </math>
  )
}

/** The equation of one of a layer's signals; nothing for a signal that has none. */
export function SignalEquation({ formulas, signal }: { readonly formulas: readonly SignalFormula[]; readonly signal: string }) {
  const formula = formulas.find((each) => each.signal === signal)
  return formula === undefined ? null : <Equation {...formula} />
}
