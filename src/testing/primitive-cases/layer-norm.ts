import fc from 'fast-check'
import type { layerNorm } from '../../nn/operations/cpu/arithmetic/layer-norm'
import { matrix, type Cases } from './cases'

export const layerNormCases: Cases<typeof layerNorm> = {
  layerNorm: matrix.map(({ rows, columns }) => (desk) => {
    const count = rows * columns
    const [out, input, gamma, beta] = [desk.zeros(count), desk.values(count), desk.values(columns), desk.values(columns)]
    desk.primitives.layerNorm(out, input, gamma, beta, { values: desk.zeros(count), inverse: desk.zeros(rows) }, 1e-2)
  }),
  layerNormGradient: fc.tuple(matrix, fc.boolean()).map(([{ rows, columns }, needsInput]) => (desk) => {
    const count = rows * columns
    const dInput = needsInput ? desk.zeros(count) : null
    const [dGamma, dBeta, dOutput, gamma] = [desk.values(columns), desk.values(columns), desk.values(count), desk.values(columns)]
    const kept = { values: desk.values(count), inverse: desk.shares(rows) }
    desk.primitives.layerNormGradient({ dInput, dGamma, dBeta }, dOutput, gamma, kept)
  }),
}
