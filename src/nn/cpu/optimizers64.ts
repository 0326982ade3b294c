import type { AdamStep, MomentumStep, RmspropStep, Values } from './primitives'

/** The optimizers' arithmetic in plain loops; what each does and where it comes from stands with its primitive. */

export function adam(parameters: Values, gradients: Values, firstMoment: Values, secondMoment: Values, step: AdamStep): void {
  const { rate, beta1, beta2, epsilon, decay } = step
  for (let index = 0; index < parameters.length; index++) {
    const gradient = gradients[index]!
    const m = beta1 * firstMoment[index]! + (1 - beta1) * gradient
    const v = beta2 * secondMoment[index]! + (1 - beta2) * gradient * gradient
    firstMoment[index] = m
    secondMoment[index] = v
    const parameter = parameters[index]!
    parameters[index] = parameter - parameter * decay - (rate * m) / (Math.sqrt(v) + epsilon)
  }
}

export function gradientDescent(parameters: Values, gradients: Values, rate: number): void {
  for (let index = 0; index < parameters.length; index++) parameters[index]! -= rate * gradients[index]!
}

export function momentumDescent(parameters: Values, gradients: Values, moved: Values, step: MomentumStep): void {
  const { rate, momentum, nesterov } = step
  for (let index = 0; index < parameters.length; index++) {
    const slope = rate * gradients[index]!
    const move = momentum * moved[index]! - slope
    moved[index] = move
    parameters[index]! += nesterov ? momentum * move - slope : move
  }
}

export function rmsprop(parameters: Values, gradients: Values, secondMoment: Values, step: RmspropStep): void {
  const { rate, rho, epsilon } = step
  for (let index = 0; index < parameters.length; index++) {
    const gradient = gradients[index]!
    const v = rho * secondMoment[index]! + (1 - rho) * gradient * gradient
    secondMoment[index] = v
    parameters[index]! -= (rate * gradient) / Math.sqrt(v + epsilon)
  }
}

export function sumOfSquares(values: Values): number {
  let sum = 0
  for (let index = 0; index < values.length; index++) sum += values[index]! * values[index]!
  return sum
}

export function scale(values: Values, factor: number): void {
  for (let index = 0; index < values.length; index++) values[index]! *= factor
}
