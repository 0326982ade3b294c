import { Fragment, type ReactElement } from 'react'
import type { Formula, FormulaFunction } from '../../nn/spec/formula'

const TILDE = '\u0303'
const open = <mo stretchy="false">(</mo>
const close = <mo stretchy="false">)</mo>

/** A formula in MathML: every one of the page is set here. */
export function Typeset({ formula }: { readonly formula: Formula }) {
  switch (formula.is) {
    case 'number':
      return <mn>{formula.value}</mn>
    case 'letter':
      return <Indexed {...formula} letter={<Letter formula={formula} />} />
    case 'list':
      return <Joined formulas={formula.items} by={<mo>,</mo>} />
    case 'sum':
      return <Joined formulas={formula.terms} by={<mo>+</mo>} />
    case 'difference':
      return <Joined formulas={[formula.from, formula.less]} by={<mo>−</mo>} />
    case 'product':
      return <Joined formulas={formula.factors} by={null} areFactors />
    case 'each':
      return <Joined formulas={formula.factors} by={<mo>⊙</mo>} areFactors />
    case 'equal':
      return <Joined formulas={[formula.left, formula.right]} by={<mo>=</mo>} />
    case 'applied':
      return (
        <mrow>
          <FunctionName name={formula.function} />
          {open}
          <Typeset formula={formula.to} />
          {close}
        </mrow>
      )
    case 'fraction':
      return (
        <mfrac>
          <Typeset formula={formula.over} />
          <Typeset formula={formula.under} />
        </mfrac>
      )
    case 'root':
      return (
        <msqrt>
          <Typeset formula={formula.of} />
        </msqrt>
      )
    case 'square':
      return <Square of={formula.of} />
    case 'over':
      return (
        <mrow>
          <Under {...formula} />
          <Typeset formula={formula.of} />
        </mrow>
      )
    default:
      return formula satisfies never
  }
}

/** A formula as a factor: a sum of several terms stands in parentheses. */
export function Factor({ formula }: { readonly formula: Formula }) {
  if (formula.is !== 'sum' && formula.is !== 'difference') return <Typeset formula={formula} />
  return (
    <mrow>
      {open}
      <Typeset formula={formula} />
      {close}
    </mrow>
  )
}

export function FunctionName({ name }: { readonly name: FormulaFunction }) {
  return name === 'φ' ? <mi>φ</mi> : <mi mathvariant="normal">{name}</mi>
}

function Letter({ formula: { letter, isName } }: { readonly formula: Extract<Formula, { is: 'letter' }> }) {
  if (isName) return <mi mathvariant="normal">{letter}</mi>
  if (!letter.endsWith(TILDE)) return <mi>{letter}</mi>
  return (
    <mover accent="true">
      <mi>{letter.slice(0, -1)}</mi>
      <mo stretchy="false">~</mo>
    </mover>
  )
}

interface IndexedProps {
  readonly letter: ReactElement
  readonly sub?: Formula
  readonly sup?: Formula
}

function Indexed({ letter, sub, sup }: IndexedProps) {
  if (sub && sup) {
    return (
      <msubsup>
        {letter}
        <Typeset formula={sub} />
        <Typeset formula={sup} />
      </msubsup>
    )
  }
  if (sub) {
    return (
      <msub>
        {letter}
        <Typeset formula={sub} />
      </msub>
    )
  }
  return sup ? (
    <msup>
      {letter}
      <Typeset formula={sup} />
    </msup>
  ) : (
    letter
  )
}

/** The 2 stands over an index, where there is one. */
function Square({ of }: { readonly of: Formula }) {
  const two: Formula = { is: 'number', value: 2 }
  if (of.is === 'letter' && of.sup === undefined) return <Indexed {...of} letter={<Letter formula={of} />} sup={two} />
  return (
    <msup>
      <Factor formula={of} />
      <mn>2</mn>
    </msup>
  )
}

function Under({ operator, under, above }: Extract<Formula, { is: 'over' }>) {
  const sign = operator === 'max' ? <mi mathvariant="normal">max</mi> : <mo>{operator}</mo>
  return above === undefined ? (
    <munder>
      {sign}
      <Typeset formula={under} />
    </munder>
  ) : (
    <munderover>
      {sign}
      <Typeset formula={under} />
      <Typeset formula={above} />
    </munderover>
  )
}

interface JoinedProps {
  readonly formulas: readonly Formula[]
  readonly by: ReactElement | null
  readonly areFactors?: boolean
}

function Joined({ formulas, by, areFactors = false }: JoinedProps) {
  return (
    <mrow>
      {formulas.map((formula, place) => (
        // Terms of a formula never change their places.
        <Fragment key={place}>
          {place > 0 && by}
          {areFactors ? <Factor formula={formula} /> : <Typeset formula={formula} />}
        </Fragment>
      ))}
    </mrow>
  )
}
