import { multiply64 } from './multiply64'
import { adam, gradientDescent, momentumDescent, rmsprop, scale, sumOfSquares } from './optimizers64'
import type { GruCells, LstmCells, Primitives, RowCopy, Values } from './primitives'
import { dropout, layerNorm, layerNormGradient } from './regularize64'
import { fold, maxPool, maxPoolBackward, unfold } from './windows64'

/** The oracle's arithmetic: plain loops in float64. */
export const float64Primitives: Primitives = {
  name: 'JavaScript, float64',
  features: [],
  allocate: (length) => new Float64Array(length),
  // The garbage collector takes arrays back.
  scope: () => ({ ...float64Primitives, release() {} }),
  multiply: multiply64,
  repeat: (b, product) => ({ refresh() {}, multiply: (c, a) => multiply64(c, a, b, product) }),
  fillRows,
  copyRows,
  addRowSums,
  softmax,
  relu,
  reluBackward,
  unfold,
  fold,
  maxPool,
  maxPoolBackward,
  lstmForward,
  lstmBackward,
  gruForward,
  gruBackward,
  tanh,
  tanhBackward,
  dropout,
  layerNorm,
  layerNormGradient,
  adam,
  gradientDescent,
  momentumDescent,
  rmsprop,
  sumOfSquares,
  scale,
}

function fillRows(matrix: Values, row: Values, rows: number): void {
  const columns = row.length
  for (let r = 0; r < rows; r++) matrix.set(row, r * columns)
}

function copyRows(to: Values, source: Values, { rows, width, toStride, sourceStride }: RowCopy): void {
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < width; index++) to[row * toStride + index] = source[row * sourceStride + index]!
  }
}

function addRowSums(sums: Values, matrix: Values, rows: number): void {
  const columns = sums.length
  for (let r = 0, index = 0; r < rows; r++) {
    for (let column = 0; column < columns; column++, index++) sums[column]! += matrix[index]!
  }
}

function softmax(probabilities: Values, scores: Values, rows: number, columns: number): void {
  for (let first = 0; first < rows * columns; first += columns) {
    let largest = -Infinity
    for (let column = 0; column < columns; column++) largest = Math.max(largest, scores[first + column]!)
    let sum = 0
    for (let column = 0; column < columns; column++) sum += Math.exp(scores[first + column]! - largest)
    for (let column = 0; column < columns; column++) probabilities[first + column] = Math.exp(scores[first + column]! - largest) / sum
  }
}

/** Only what is below 0 is cut: a NaN stays one. */
function relu(values: Values): void {
  for (let index = 0; index < values.length; index++) if (values[index]! < 0) values[index] = 0
}

function reluBackward(dSums: Values, out: Values, dOut: Values): void {
  for (let index = 0; index < out.length; index++) dSums[index] = out[index]! > 0 ? dOut[index]! : 0
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

function lstmForward({ gates, cBefore, c, tanhC, h }: LstmCells, batch: number, units: number): void {
  for (let row = 0, cell = 0; row < batch; row++) {
    let i = row * 4 * units
    for (let unit = 0; unit < units; unit++, cell++, i++) {
      const f = i + units
      const g = f + units
      const o = g + units
      const input = sigmoid(gates[i]!)
      const forget = sigmoid(gates[f]!)
      const candidate = Math.tanh(gates[g]!)
      const output = sigmoid(gates[o]!)
      const state = forget * cBefore[cell]! + input * candidate
      const shown = Math.tanh(state)
      gates[i] = input
      gates[f] = forget
      gates[g] = candidate
      gates[o] = output
      c[cell] = state
      tanhC[cell] = shown
      h[cell] = output * shown
    }
  }
}

function lstmBackward({ gates, cBefore, tanhC }: LstmCells, dH: Values, dC: Values, batch: number, units: number): void {
  for (let row = 0, cell = 0; row < batch; row++) {
    let i = row * 4 * units
    for (let unit = 0; unit < units; unit++, cell++, i++) {
      const f = i + units
      const g = f + units
      const o = g + units
      const input = gates[i]!
      const forget = gates[f]!
      const candidate = gates[g]!
      const output = gates[o]!
      const shown = tanhC[cell]!
      const dh = dH[cell]!
      const dc = dC[cell]! + dh * output * (1 - shown * shown)
      gates[i] = dc * candidate * input * (1 - input)
      gates[f] = dc * cBefore[cell]! * forget * (1 - forget)
      gates[g] = dc * input * (1 - candidate * candidate)
      gates[o] = dh * shown * output * (1 - output)
      dC[cell] = dc * forget
    }
  }
}

function gruForward({ gates, recurrent, hBefore, h }: GruCells, batch: number, units: number): void {
  for (let row = 0, cell = 0; row < batch; row++) {
    let z = row * 3 * units
    for (let unit = 0; unit < units; unit++, cell++, z++) {
      const r = z + units
      const n = r + units
      const update = sigmoid(gates[z]! + recurrent[z]!)
      const reset = sigmoid(gates[r]! + recurrent[r]!)
      const candidate = Math.tanh(gates[n]! + reset * recurrent[n]!)
      gates[z] = update
      gates[r] = reset
      gates[n] = candidate
      h[cell] = update * hBefore[cell]! + (1 - update) * candidate
    }
  }
}

function gruBackward({ gates, recurrent, hBefore }: GruCells, dH: Values, batch: number, units: number): void {
  for (let row = 0, cell = 0; row < batch; row++) {
    let z = row * 3 * units
    for (let unit = 0; unit < units; unit++, cell++, z++) {
      const r = z + units
      const n = r + units
      const update = gates[z]!
      const reset = gates[r]!
      const candidate = gates[n]!
      const dh = dH[cell]!
      const dUpdate = dh * (hBefore[cell]! - candidate) * update * (1 - update)
      const dCandidate = dh * (1 - update) * (1 - candidate * candidate)
      const dReset = dCandidate * recurrent[n]! * reset * (1 - reset)
      gates[z] = dUpdate
      gates[r] = dReset
      gates[n] = dCandidate
      recurrent[z] = dUpdate
      recurrent[r] = dReset
      recurrent[n] = dCandidate * reset
      dH[cell] = dh * update
    }
  }
}

function tanh(y: Values, x: Values): void {
  for (let index = 0; index < y.length; index++) y[index] = Math.tanh(x[index]!)
}

function tanhBackward(dX: Values, y: Values, dY: Values): void {
  for (let index = 0; index < dX.length; index++) dX[index] = dY[index]! * (1 - y[index]! * y[index]!)
}
