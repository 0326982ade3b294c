import type { Tensor } from '../../core/tensor'
import { transpose } from '../layouts'
import { emptyOf, multiply, type Call } from './run-values'

/**
 * ONNX's LSTM, GRU and RNN in layout 0: x [T,N,F], W [directions,gates·H,F], R [directions,gates·H,H], B [directions,2·gates·H].
 *
 * Source: https://onnx.ai/onnx/operators/onnx__LSTM.html, onnx__GRU.html and onnx__RNN.html, "Equations (Default)"
 */

/** Sums of the input's and of the state's product, each with its bias, of one example: gate after gate. The cell's memory is the LSTM's alone. */
type Step = (fromInput: Float64Array, fromState: Float64Array, hidden: Float64Array, memory: Float64Array) => void

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

function lstmStep(H: number): Step {
  return (x, s, hidden, memory) => {
    for (let u = 0; u < H; u++) {
      // Gates in the order i o f c.
      const sum = (gate: number): number => x[gate * H + u]! + s[gate * H + u]!
      const cell = sigmoid(sum(2)) * memory[u]! + sigmoid(sum(0)) * Math.tanh(sum(3))
      memory[u] = cell
      hidden[u] = sigmoid(sum(1)) * Math.tanh(cell)
    }
  }
}

/** With `linear_before_reset`. */
function gruStep(H: number): Step {
  return (x, s, hidden) => {
    for (let u = 0; u < H; u++) {
      const z = sigmoid(x[u]! + s[u]!)
      const r = sigmoid(x[H + u]! + s[H + u]!)
      hidden[u] = (1 - z) * Math.tanh(x[2 * H + u]! + r * s[2 * H + u]!) + z * hidden[u]!
    }
  }
}

function rnnStep(H: number): Step {
  return (x, s, hidden) => {
    for (let u = 0; u < H; u++) hidden[u] = Math.tanh(x[u]! + s[u]!)
  }
}

/** @returns Y [T,directions,N,H] and Y_h [directions,N,H] */
export function runRecurrent({ operator, inputs, attributes }: Call): readonly [Tensor, Tensor] {
  const [x, w, r, b] = inputs
  const [T = 0, N = 0] = x!.shape
  const [directions = 0, rows = 0, F = 0] = w!.shape
  const H = Number(attributes['hidden_size'])
  const all = emptyOf([T, directions, N, H])
  const last = emptyOf([directions, N, H])
  if (operator === 'GRU' && attributes['linear_before_reset'] !== 1) throw new RangeError('GRU: linear_before_reset is expected')
  const step = operator === 'LSTM' ? lstmStep(H) : operator === 'GRU' ? gruStep(H) : rnnStep(H)
  for (let d = 0; d < directions; d++) {
    const part = ({ data }: Tensor, size: number) => data.subarray(d * size, (d + 1) * size)
    const projected = multiply(x!, transpose({ shape: [rows, F], data: part(w!, rows * F) }))
    const recurrent = part(r!, rows * H)
    const bias = part(b!, 2 * rows)
    const isBackward = attributes['direction'] === 'reverse' || d === 1
    for (let n = 0; n < N; n++) {
      const hidden = new Float64Array(H)
      const memory = new Float64Array(H)
      for (let count = 0; count < T; count++) {
        const t = isBackward ? T - 1 - count : count
        const start = (t * N + n) * rows
        const fromInput = Float64Array.from({ length: rows }, (_, row) => projected.data[start + row]! + bias[row]!)
        const fromState = Float64Array.from({ length: rows }, (_, row) => {
          let sum = bias[rows + row]!
          for (let u = 0; u < H; u++) sum += recurrent[row * H + u]! * hidden[u]!
          return sum
        })
        step(fromInput, fromState, hidden, memory)
        all.data.set(hidden, ((t * directions + d) * N + n) * H)
      }
      last.data.set(hidden, (d * N + n) * H)
    }
  }
  return [all, last]
}
