/** The equation of every signal, as MathML; by layer kind and signal name. */

import type { ReactNode } from 'react'
import type { LayerKind } from '../../nn/spec/model-spec'

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
  if (gate === '') {
    return (
      <msub>
        <mi>W</mi>
        <mi>{of}</mi>
      </msub>
    )
  }
  return (
    <msubsup>
      <mi>W</mi>
      <mi>{of}</mi>
      <mi>{gate}</mi>
    </msubsup>
  )
}

/** A bias; of one gate, of one of its two products, or of a layer that has only one. */
function bias(gate: string, of = ''): ReactNode {
  if (gate === '') return <mi>b</mi>
  return of === '' ? (
    <msub>
      <mi>b</mi>
      <mi>{gate}</mi>
    </msub>
  ) : (
    <msubsup>
      <mi>b</mi>
      <mi>{of}</mi>
      <mi>{gate}</mi>
    </msubsup>
  )
}

const open = <mo stretchy="false">(</mo>
const close = <mo stretchy="false">)</mo>
const plus = <mo>+</mo>
const times = <mo>⊙</mo>

function upright(name: string): ReactNode {
  return <mi mathvariant="normal">{name}</mi>
}

/** squash(W_x x_t + W_h h_{t-1} + b), with the weights of one gate. */
function weighedSum(squash: string, gate: string): ReactNode {
  return (
    <mrow>
      {upright(squash)}
      {open}
      {weight('x', gate)}
      {at(<mi>x</mi>, 'now')}
      {plus}
      {weight('h', gate)}
      {at(<mi>h</mi>, 'before')}
      {plus}
      {bias(gate)}
      {close}
    </mrow>
  )
}

function tilde(base: string): ReactNode {
  return (
    <mover accent="true">
      <mi>{base}</mi>
      <mo stretchy="false">~</mo>
    </mover>
  )
}

/** max over k of what the window holds; `places` is one letter, or two for a picture. */
function maximum(index: ReactNode, under: ReactNode): ReactNode {
  return (
    <mrow>
      <munder>
        {upright('max')}
        {under}
      </munder>
      <msub>
        <mi>x</mi>
        {index}
      </msub>
    </mrow>
  )
}

/** s·t + k */
function strided(place: string, offset: string): ReactNode {
  return (
    <mrow>
      <mi>s</mi>
      <mi>{place}</mi>
      {plus}
      <mi>{offset}</mi>
    </mrow>
  )
}

const inTwo = (first: ReactNode, second: ReactNode): ReactNode => (
  <mrow>
    {first}
    <mo>,</mo>
    {second}
  </mrow>
)

function convolution(under: ReactNode, weightIndex: ReactNode, inputIndex: ReactNode): ReactNode {
  return (
    <mrow>
      <mi>φ</mi>
      {open}
      <munder>
        <mo>∑</mo>
        {under}
      </munder>
      <msub>
        <mi>W</mi>
        {weightIndex}
      </msub>
      <msub>
        <mi>x</mi>
        {inputIndex}
      </msub>
      {plus}
      <mi>b</mi>
      {close}
    </mrow>
  )
}

const k = <mi>k</mi>
const kl = inTwo(<mi>k</mi>, <mi>l</mi>)
const placed = inTwo(<mi>m</mi>, <mi>n</mi>)
const placedInput = inTwo(strided('m', 'k'), strided('n', 'l'))

interface EquationSides {
  readonly left: ReactNode
  readonly right: ReactNode
}

const outputAt = (index: ReactNode): ReactNode => (
  <msub>
    <mi>y</mi>
    {index}
  </msub>
)

const equations: Readonly<Partial<Record<LayerKind, Readonly<Record<string, EquationSides>>>>> = {
  lstm: {
    i: { left: at(<mi>i</mi>, 'now'), right: weighedSum('σ', 'i') },
    f: { left: at(<mi>f</mi>, 'now'), right: weighedSum('σ', 'f') },
    o: { left: at(<mi>o</mi>, 'now'), right: weighedSum('σ', 'o') },
    g: { left: at(tilde('C'), 'now'), right: weighedSum('tanh', 'C') },
    c: {
      left: at(<mi>C</mi>, 'now'),
      right: (
        <mrow>
          {at(<mi>f</mi>, 'now')}
          {times}
          {at(<mi>C</mi>, 'before')}
          {plus}
          {at(<mi>i</mi>, 'now')}
          {times}
          {at(tilde('C'), 'now')}
        </mrow>
      ),
    },
    h: {
      left: at(<mi>h</mi>, 'now'),
      right: (
        <mrow>
          {at(<mi>o</mi>, 'now')}
          {times}
          {upright('tanh')}
          {open}
          {at(<mi>C</mi>, 'now')}
          {close}
        </mrow>
      ),
    },
  },
  gru: {
    z: { left: at(<mi>z</mi>, 'now'), right: weighedSum('σ', 'z') },
    r: { left: at(<mi>r</mi>, 'now'), right: weighedSum('σ', 'r') },
    n: {
      left: at(tilde('h'), 'now'),
      // Keras's `reset_after`: the reset gate scales the product and its own bias.
      right: (
        <mrow>
          {upright('tanh')}
          {open}
          {weight('x', 'h')}
          {at(<mi>x</mi>, 'now')}
          {plus}
          {bias('h', 'x')}
          {plus}
          {at(<mi>r</mi>, 'now')}
          {times}
          {open}
          {weight('h', 'h')}
          {at(<mi>h</mi>, 'before')}
          {plus}
          {bias('h', 'h')}
          {close}
          {close}
        </mrow>
      ),
    },
    h: {
      left: at(<mi>h</mi>, 'now'),
      right: (
        <mrow>
          {at(<mi>z</mi>, 'now')}
          {times}
          {at(<mi>h</mi>, 'before')}
          {plus}
          {open}
          <mn>1</mn>
          <mo>−</mo>
          {at(<mi>z</mi>, 'now')}
          {close}
          {times}
          {at(tilde('h'), 'now')}
        </mrow>
      ),
    },
  },
  rnn: { h: { left: at(<mi>h</mi>, 'now'), right: weighedSum('tanh', '') } },
  dense: {
    output: {
      left: <mi>y</mi>,
      right: (
        <mrow>
          <mi>φ</mi>
          {open}
          <mi>W</mi>
          <mi>x</mi>
          {plus}
          <mi>b</mi>
          {close}
        </mrow>
      ),
    },
  },
  layerNorm: {
    output: {
      left: <mi>y</mi>,
      right: (
        <mrow>
          <mi>γ</mi>
          {times}
          <mfrac>
            <mrow>
              <mi>x</mi>
              <mo>−</mo>
              <mi>μ</mi>
            </mrow>
            <msqrt>
              <msup>
                <mi>σ</mi>
                <mn>2</mn>
              </msup>
              {plus}
              <mi>ε</mi>
            </msqrt>
          </mfrac>
          {plus}
          <mi>β</mi>
        </mrow>
      ),
    },
  },
  conv1d: { output: { left: outputAt(<mi>t</mi>), right: convolution(k, k, strided('t', 'k')) } },
  maxPool1d: { output: { left: outputAt(<mi>t</mi>), right: maximum(strided('t', 'k'), k) } },
  conv2d: { output: { left: outputAt(placed), right: convolution(kl, kl, placedInput) } },
  maxPool2d: { output: { left: outputAt(placed), right: maximum(placedInput, kl) } },
}

export function hasEquation(kind: LayerKind, signal: string): boolean {
  return equations[kind]?.[signal] !== undefined
}

/** Which letters of the equation need a word; a key of the messages' `where`. */
export function lettersOf(kind: LayerKind): readonly ('recurrent' | 'weighted' | 'window' | 'norm')[] {
  switch (kind) {
    case 'lstm':
    case 'rnn':
    case 'gru':
      return ['recurrent']
    case 'conv1d':
    case 'conv2d':
      return ['weighted', 'window']
    case 'maxPool1d':
    case 'maxPool2d':
      return ['window']
    case 'dense':
      return ['weighted']
    case 'layerNorm':
      return ['norm']
    case 'dropout':
    case 'flatten':
      return []
    default:
      return kind satisfies never
  }
}

/** The equation of one signal; nothing for a signal that has none here. */
export function Equation({ kind, signal }: { readonly kind: LayerKind; readonly signal: string }) {
  const sides = equations[kind]?.[signal]
  if (sides === undefined) return null
  return (
    <math display="block">
      {sides.left}
      <mo>=</mo>
      {sides.right}
    </math>
  )
}
