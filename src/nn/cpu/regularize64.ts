import { dropoutStream, dropoutThreshold } from '../../core/dropout'
import { pcg4d } from '../../core/random'
import type { DropoutDraw, LayerNormGradients, NormalizedRows, Values } from './primitives'

/** Dropout and layer normalisation in plain loops. */

export function dropout(out: Values, values: Values, draw: DropoutDraw): void {
  const { rate, seed, step, layer, firstExample, batch, positions, features } = draw
  const threshold = dropoutThreshold(rate)
  const stream = dropoutStream(layer)
  const factor = 1 / (1 - rate)
  const quads = Math.ceil(features / 4)
  for (let position = 0, row = 0; position < positions; position++) {
    for (let example = firstExample; example < firstExample + batch; example++, row++) {
      for (let quad = 0; quad < quads; quad++) {
        const words = pcg4d((example * positions + position) * quads + quad, seed, step, stream)
        const first = row * features + 4 * quad
        const lanes = Math.min(4, features - 4 * quad)
        for (let lane = 0; lane < lanes; lane++) {
          out[first + lane] = words[lane]! >>> 8 >= threshold ? factor * values[first + lane]! : 0
        }
      }
    }
  }
}

export function layerNorm(out: Values, input: Values, gamma: Values, beta: Values, kept: NormalizedRows, epsilon: number): void {
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
}

export function layerNormGradient(gradients: LayerNormGradients, dOutput: Values, gamma: Values, kept: NormalizedRows): void {
  const { dInput, dGamma, dBeta } = gradients
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
}
