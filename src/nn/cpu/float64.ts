import { multiply64 } from './multiply64'
import type { AdamStep, LstmCells, Primitives, Values } from './primitives'

/** The oracle's arithmetic: plain loops in float64. */
export const float64Primitives: Primitives = {
  name: 'JavaScript, float64',
  allocate: (length) => new Float64Array(length),
  multiply: multiply64,
  fillRows,
  addRowSums,
  softmax,
  lstmForward,
  lstmBackward,
  adam,
}

function fillRows(matrix: Values, row: Values, rows: number): void {
  const columns = row.length
  for (let r = 0; r < rows; r++) matrix.set(row, r * columns)
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

function adam(parameters: Values, gradients: Values, firstMoment: Values, secondMoment: Values, step: AdamStep): void {
  const { rate, beta1, beta2, epsilon } = step
  for (let index = 0; index < parameters.length; index++) {
    const gradient = gradients[index]!
    const m = beta1 * firstMoment[index]! + (1 - beta1) * gradient
    const v = beta2 * secondMoment[index]! + (1 - beta2) * gradient * gradient
    firstMoment[index] = m
    secondMoment[index] = v
    parameters[index]! -= (rate * m) / (Math.sqrt(v) + epsilon)
  }
}
