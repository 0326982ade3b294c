/** Letters of a unit's equations in MathML. */

import type { ReactNode } from 'react'
import type { Factor } from '../../../nn/spec/definition'

/** What an equation needs to know of its unit to be set. */
export interface Notation {
  /** The symbol of a signal, as its declaration has it: `C̃`. */
  symbolOf(signal: string): string
  /** The step before has the later time: the unit reads from the end. */
  readonly isBackward: boolean
  /** The layer has one weighted sum only, whose weights need no index. */
  readonly isAlone: boolean
}

const TILDE = '\u0303'

/** A signal's letter; a tilde over it is set as an accent. */
export function Letter({ symbol }: { readonly symbol: string }) {
  if (!symbol.endsWith(TILDE)) return <mi>{symbol}</mi>
  return (
    <mover accent="true">
      <mi>{symbol.slice(0, -1)}</mi>
      <mo stretchy="false">~</mo>
    </mover>
  )
}

/** The letter as an index of weights, which only one signal of that letter has: at this size a tilde would be a smudge. */
function Index({ symbol }: { readonly symbol: string }) {
  return <mi>{symbol.replace(TILDE, '')}</mi>
}

/** `base` at t, or at the step before it. */
export function At({ notation, before = false, children }: { notation: Notation; before?: boolean; children: ReactNode }) {
  return (
    <msub>
      <mrow>{children}</mrow>
      {before ? (
        <mrow>
          <mi>t</mi>
          <mo>{notation.isBackward ? '+' : '−'}</mo>
          <mn>1</mn>
        </mrow>
      ) : (
        <mi>t</mi>
      )}
    </msub>
  )
}

export function SignalAt({ notation, signal, before = false }: { notation: Notation; signal: string; before?: boolean }) {
  return (
    <At notation={notation} before={before}>
      <Letter symbol={notation.symbolOf(signal)} />
    </At>
  )
}

/** W_x^i x_t, or W_h^i h_{t-1}. */
export function Weighted({ notation, signal, of }: { notation: Notation; signal: string; of: 'x' | 'h' }) {
  return (
    <mrow>
      {notation.isAlone ? (
        <msub>
          <mi>W</mi>
          <mi>{of}</mi>
        </msub>
      ) : (
        <msubsup>
          <mi>W</mi>
          <mi>{of}</mi>
          <Index symbol={notation.symbolOf(signal)} />
        </msubsup>
      )}
      <At notation={notation} before={of === 'h'}>
        <mi>{of}</mi>
      </At>
    </mrow>
  )
}

/** b_i; of one of the two products where a gate stands between them. */
export function Bias({ notation, signal, of }: { notation: Notation; signal: string; of?: 'x' | 'h' }) {
  if (notation.isAlone) return <mi>b</mi>
  if (of === undefined) {
    return (
      <msub>
        <mi>b</mi>
        <Index symbol={notation.symbolOf(signal)} />
      </msub>
    )
  }
  return (
    <msubsup>
      <mi>b</mi>
      <mi>{of}</mi>
      <Index symbol={notation.symbolOf(signal)} />
    </msubsup>
  )
}

export function Squash({ name }: { readonly name: 'sigmoid' | 'tanh' }) {
  return <mi mathvariant="normal">{name === 'sigmoid' ? 'σ' : 'tanh'}</mi>
}

/** f_t, C_{t-1}, tanh(C_t) or (1 − z_t). */
export function FactorSymbol({ notation, factor }: { readonly notation: Notation; readonly factor: Factor }) {
  const letter = <SignalAt notation={notation} signal={factor.signal} before={factor.time === 'before'} />
  switch (factor.as) {
    case undefined:
      return letter
    case 'tanh':
      return (
        <mrow>
          <Squash name="tanh" />
          <mo stretchy="false">(</mo>
          {letter}
          <mo stretchy="false">)</mo>
        </mrow>
      )
    case 'complement':
      return (
        <mrow>
          <mo stretchy="false">(</mo>
          <mn>1</mn>
          <mo>−</mo>
          {letter}
          <mo stretchy="false">)</mo>
        </mrow>
      )
    default:
      return factor.as satisfies never
  }
}
