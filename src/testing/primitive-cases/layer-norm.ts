import fc from 'fast-check'
import type { layerNorm } from '../../nn/operations/cpu/arithmetic/layer-norm'
import { matrix, type Cases } from './cases'

export const layerNormCases: Cases<typeof layerNorm> = {
  layerNorm: matrix.map(({ rows, columns }) => (inputs) => {
    const count = rows * columns
    const [out, input, gamma, beta] = [inputs.zeros(count), inputs.values(count), inputs.values(columns), inputs.values(columns)]
    inputs.primitives.layerNorm(out, input, gamma, beta, { values: inputs.zeros(count), inverse: inputs.zeros(rows) }, 1e-2)
  }),
  layerNormGradient: fc.tuple(matrix, fc.boolean()).map(([{ rows, columns }, needsInput]) => (inputs) => {
    const count = rows * columns
    const dInput = needsInput ? inputs.zeros(count) : null
    const [dGamma, dBeta, dOutput, gamma] = [inputs.values(columns), inputs.values(columns), inputs.values(count), inputs.values(columns)]
    const kept = { values: inputs.values(count), inverse: inputs.shares(rows) }
    inputs.primitives.layerNormGradient({ dInput, dGamma, dBeta }, dOutput, gamma, kept)
  }),
}
