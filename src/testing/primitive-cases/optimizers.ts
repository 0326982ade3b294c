import fc from 'fast-check'
import type { optimizers } from '../../nn/operations/cpu/arithmetic/optimizers'
import { length, size, type Cases } from './cases'

const step = fc.record({ length, rate: fc.constantFrom(1e-3, 0.1), nesterov: fc.boolean(), decay: fc.constantFrom(0, 1e-3) })

export const optimizerCases: Cases<typeof optimizers> = {
  adam: step.map(({ length, rate, decay }) => (desk) => {
    const [parameters, gradients, m, v] = [desk.values(length), desk.values(length), desk.values(length), desk.shares(length)]
    desk.primitives.adam(parameters, gradients, m, v, { rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, decay })
  }),
  gradientDescent: step.map(({ length, rate }) => (desk) => {
    desk.primitives.gradientDescent(desk.values(length), desk.values(length), rate)
  }),
  momentumDescent: step.map(({ length, rate, nesterov }) => (desk) => {
    const [parameters, moved] = [desk.values(length), desk.values(length)]
    desk.primitives.momentumDescent(parameters, desk.values(length), moved, { rate, momentum: 0.9, nesterov })
  }),
  rmsprop: step.map(({ length, rate }) => (desk) => {
    const [parameters, v] = [desk.values(length), desk.shares(length)]
    desk.primitives.rmsprop(parameters, desk.values(length), v, { rate, rho: 0.9, epsilon: 1e-7 })
  }),
  sumOfSquares: size(3000).map((count) => (desk) => desk.primitives.sumOfSquares(desk.values(count))),
  scale: length.map((count) => (desk) => desk.primitives.scale(desk.values(count), 0.7)),
}
