import { primitive, type Values } from './primitive'

/** What layer normalisation keeps for its way back. */
export interface NormalizedRows {
  /** [rows,F] (x - μ)/√(σ²+ε) */
  readonly values: Values
  /** [rows] 1/√(σ²+ε) */
  readonly inverse: Values
}

/** Where the gradients of a layer normalisation go. */
export interface LayerNormGradients {
  /** [rows,F] overwritten; null when nobody reads it */
  readonly dInput: Values | null
  /** [F] added to */
  readonly dGamma: Values
  /** [F] added to */
  readonly dBeta: Values
}

export const layerNorm = {
  /** out = γ·(x - μ)/√(σ² + ε) + β with μ and σ² of each row of F values; writes `kept`. */
  layerNorm: primitive({
    kernel: (out, input, gamma, beta, { values, inverse }, epsilon) => [
      out,
      input,
      gamma,
      beta,
      values,
      inverse,
      input.length / gamma.length,
      gamma.length,
      epsilon,
    ],
    float64(out: Values, input: Values, gamma: Values, beta: Values, kept: NormalizedRows, epsilon: number) {
      const features = gamma.length
      for (let row = 0, first = 0; first < input.length; row++, first += features) {
        let mean = 0
        for (let index = 0; index < features; index++) mean += input[first + index]!
        mean /= features
        let variance = 0
        for (let index = 0; index < features; index++) variance += (input[first + index]! - mean) ** 2
        const inverse = 1 / Math.sqrt(variance / features + epsilon)
        kept.inverse[row] = inverse
        for (let index = 0; index < features; index++) {
          const normalized = (input[first + index]! - mean) * inverse
          kept.values[first + index] = normalized
          out[first + index] = gamma[index]! * normalized + beta[index]!
        }
      }
    },
  }),

  /** The way back of `layerNorm`, from what it kept. */
  layerNormGradient: primitive({
    kernel: ({ dInput, dGamma, dBeta }, dOutput, gamma, { values, inverse }) => [
      dInput,
      dGamma,
      dBeta,
      dOutput,
      gamma,
      values,
      inverse,
      dOutput.length / gamma.length,
      gamma.length,
    ],
    float64({ dInput, dGamma, dBeta }: LayerNormGradients, dOutput: Values, gamma: Values, kept: NormalizedRows) {
      const features = gamma.length
      for (let row = 0, first = 0; first < dOutput.length; row++, first += features) {
        let mean = 0
        let along = 0
        for (let index = 0; index < features; index++) {
          const dy = dOutput[first + index]!
          const normalized = kept.values[first + index]!
          dGamma[index]! += dy * normalized
          dBeta[index]! += dy
          mean += dy * gamma[index]!
          along += dy * gamma[index]! * normalized
        }
        if (dInput === null) continue
        mean /= features
        along /= features
        for (let index = 0; index < features; index++) {
          const d = dOutput[first + index]! * gamma[index]!
          dInput[first + index] = kept.inverse[row]! * (d - mean - kept.values[first + index]! * along)
        }
      }
    },
  }),
}
