import { primitive, type Values } from './primitive'

export const activations = {
  /** values = max(values, 0) */
  relu: primitive({
    kernel: (values) => [values, values.length],
    // Only what is below 0 is cut: a NaN stays one.
    float64(values: Values) {
      for (let index = 0; index < values.length; index++) if (values[index]! < 0) values[index] = 0
    },
  }),

  /** dSums = dOut where out > 0, else 0. */
  reluBackward: primitive({
    kernel: (dSums, out, dOut) => [dSums, out, dOut, out.length],
    float64(dSums: Values, out: Values, dOut: Values) {
      for (let index = 0; index < out.length; index++) dSums[index] = out[index]! > 0 ? dOut[index]! : 0
    },
  }),

  /** y = tanh(x), elementwise. */
  tanh: primitive({
    kernel: (y, x) => [y, x, y.length],
    float64(y: Values, x: Values) {
      for (let index = 0; index < y.length; index++) y[index] = Math.tanh(x[index]!)
    },
  }),

  /** dX = dY ⊙ (1 - y²) for y = tanh(x). */
  tanhBackward: primitive({
    kernel: (dX, y, dY) => [dX, y, dY, dX.length],
    float64(dX: Values, y: Values, dY: Values) {
      for (let index = 0; index < dX.length; index++) dX[index] = dY[index]! * (1 - y[index]! * y[index]!)
    },
  }),
}

/** As gates use it. */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x))
}
