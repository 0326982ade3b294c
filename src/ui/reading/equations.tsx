/** The LSTM's equations, signal by signal, as MathML: sigmoid gates, no peepholes. */

import type { ReactNode } from 'react'

/** `base` with a subscript: `now` for t, `before` for t-1. */
function at(base: ReactNode, time: 'now' | 'before'): ReactNode {
  return (
    <msub>
      {base}
      {time === 'now' ? (
        <mi>t</mi>
      ) : (
        <mrow>
          <mi>t</mi>
          <mo>−</mo>
          <mn>1</mn>
        </mrow>
      )}
    </msub>
  )
}

function weight(of: string, gate: string): ReactNode {
  return (
    <msubsup>
      <mi>W</mi>
      <mi>{of}</mi>
      <mi>{gate}</mi>
    </msubsup>
  )
}

/** squash(W_x x_t + W_h h_{t-1} + b), with the weights of one gate. */
function weighedSum(squash: string, gate: string): ReactNode {
  return (
    <mrow>
      <mi mathvariant="normal">{squash}</mi>
      <mo stretchy="false">(</mo>
      {weight('x', gate)}
      {at(<mi>x</mi>, 'now')}
      <mo>+</mo>
      {weight('h', gate)}
      {at(<mi>h</mi>, 'before')}
      <mo>+</mo>
      <msub>
        <mi>b</mi>
        <mi>{gate}</mi>
      </msub>
      <mo stretchy="false">)</mo>
    </mrow>
  )
}

const candidate = (
  <mover accent="true">
    <mi>C</mi>
    <mo stretchy="false">~</mo>
  </mover>
)

const right: Record<string, ReactNode> = {
  i: weighedSum('σ', 'i'),
  f: weighedSum('σ', 'f'),
  o: weighedSum('σ', 'o'),
  g: weighedSum('tanh', 'C'),
  c: (
    <mrow>
      {at(<mi>f</mi>, 'now')}
      <mo>⊙</mo>
      {at(<mi>C</mi>, 'before')}
      <mo>+</mo>
      {at(<mi>i</mi>, 'now')}
      <mo>⊙</mo>
      {at(candidate, 'now')}
    </mrow>
  ),
  h: (
    <mrow>
      {at(<mi>o</mi>, 'now')}
      <mo>⊙</mo>
      <mi mathvariant="normal">tanh</mi>
      <mo stretchy="false">(</mo>
      {at(<mi>C</mi>, 'now')}
      <mo stretchy="false">)</mo>
    </mrow>
  ),
}

const left: Record<string, ReactNode> = { g: candidate, c: <mi>C</mi> }

/** The equation of one signal of an LSTM; nothing for a signal that has none here. */
export function Equation({ signal }: { signal: string }) {
  const definition = right[signal]
  if (definition === undefined) return null
  return (
    <math display="block">
      {at(left[signal] ?? <mi>{signal}</mi>, 'now')}
      <mo>=</mo>
      {definition}
    </math>
  )
}
