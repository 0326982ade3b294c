import fc from 'fast-check'
import type { optimizers } from '../../nn/operations/cpu/arithmetic/optimizers'
import { length, size, type Cases } from './cases'

const step = fc.record({ length, rate: fc.constantFrom(1e-3, 0.1), nesterov: fc.boolean(), decay: fc.constantFrom(0, 1e-3) })

export const optimizerCases: Cases<typeof optimizers> = {
  adam: step.map(({ length, rate, decay }) => (inputs) => {
    const [parameters, gradients, m, v] = [inputs.values(length), inputs.values(length), inputs.values(length), inputs.shares(length)]
    inputs.primitives.adam(parameters, gradients, m, v, { rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, decay })
  }),
  gradientDescent: step.map(({ length, rate }) => (inputs) => {
    inputs.primitives.gradientDescent(inputs.values(length), inputs.values(length), rate)
  }),
  momentumDescent: step.map(({ length, rate, nesterov }) => (inputs) => {
    const [parameters, moved] = [inputs.values(length), inputs.values(length)]
    inputs.primitives.momentumDescent(parameters, inputs.values(length), moved, { rate, momentum: 0.9, nesterov })
  }),
  rmsprop: step.map(({ length, rate }) => (inputs) => {
    const [parameters, v] = [inputs.values(length), inputs.shares(length)]
    inputs.primitives.rmsprop(parameters, inputs.values(length), v, { rate, rho: 0.9, epsilon: 1e-7 })
  }),
  sumOfSquares: size(3000).map((count) => (inputs) => inputs.primitives.sumOfSquares(inputs.values(count))),
  scale: length.map((count) => (inputs) => inputs.primitives.scale(inputs.values(count), 0.7)),
}
