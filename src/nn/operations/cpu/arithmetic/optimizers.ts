import { primitive, type Values } from './primitive'

/** Factors of one Adam step, bias correction included. */
export interface AdamStep {
  /** Learning rate · √(1-β₂ᵗ) / (1-β₁ᵗ). */
  readonly rate: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** Share of each parameter taken off first: learning rate · weight decay. */
  readonly decay: number
}

export interface MomentumStep {
  readonly rate: number
  readonly momentum: number
  readonly nesterov: boolean
}

export interface RmspropStep {
  readonly rate: number
  readonly rho: number
  readonly epsilon: number
}

export const optimizers = {
  /** m = β₁m + (1-β₁)g,  v = β₂v + (1-β₂)g²,  p -= decay · p + rate · m / (√v + ε) */
  adam: primitive({
    kernel: (parameters, gradients, firstMoment, secondMoment, { rate, beta1, beta2, epsilon, decay }) => [
      parameters,
      gradients,
      firstMoment,
      secondMoment,
      parameters.length,
      rate,
      beta1,
      1 - beta1,
      beta2,
      1 - beta2,
      epsilon,
      decay,
    ],
    float64(
      parameters: Values,
      gradients: Values,
      firstMoment: Values,
      secondMoment: Values,
      { rate, beta1, beta2, epsilon, decay }: AdamStep,
    ) {
      for (let index = 0; index < parameters.length; index++) {
        const gradient = gradients[index]!
        const m = beta1 * firstMoment[index]! + (1 - beta1) * gradient
        const v = beta2 * secondMoment[index]! + (1 - beta2) * gradient * gradient
        firstMoment[index] = m
        secondMoment[index] = v
        const parameter = parameters[index]!
        parameters[index] = parameter - parameter * decay - (rate * m) / (Math.sqrt(v) + epsilon)
      }
    },
  }),

  /** p -= rate · g */
  gradientDescent: primitive({
    kernel: (parameters, gradients, rate) => [parameters, gradients, parameters.length, rate],
    float64(parameters: Values, gradients: Values, rate: number) {
      for (let index = 0; index < parameters.length; index++) parameters[index]! -= rate * gradients[index]!
    },
  }),

  /** m = momentum · m - rate · g,  p += m; with Nesterov p += momentum · m - rate · g */
  momentumDescent: primitive({
    kernel: (parameters, gradients, moved, { rate, momentum, nesterov }) => [
      parameters,
      gradients,
      moved,
      parameters.length,
      rate,
      momentum,
      nesterov,
    ],
    float64(parameters: Values, gradients: Values, moved: Values, { rate, momentum, nesterov }: MomentumStep) {
      for (let index = 0; index < parameters.length; index++) {
        const slope = rate * gradients[index]!
        const move = momentum * moved[index]! - slope
        moved[index] = move
        parameters[index]! += nesterov ? momentum * move - slope : move
      }
    },
  }),

  /** v = ρv + (1-ρ)g²,  p -= rate · g / √(v + ε) */
  rmsprop: primitive({
    kernel: (parameters, gradients, secondMoment, { rate, rho, epsilon }) => [
      parameters,
      gradients,
      secondMoment,
      parameters.length,
      rate,
      rho,
      1 - rho,
      epsilon,
    ],
    float64(parameters: Values, gradients: Values, secondMoment: Values, { rate, rho, epsilon }: RmspropStep) {
      for (let index = 0; index < parameters.length; index++) {
        const gradient = gradients[index]!
        const v = rho * secondMoment[index]! + (1 - rho) * gradient * gradient
        secondMoment[index] = v
        parameters[index]! -= (rate * gradient) / Math.sqrt(v + epsilon)
      }
    },
  }),

  /** Σ v² */
  sumOfSquares: primitive({
    kernel: (values) => [values, values.length],
    float64(values: Values) {
      let sum = 0
      for (let index = 0; index < values.length; index++) sum += values[index]! * values[index]!
      return sum
    },
  }),

  /** values *= factor */
  scale: primitive({
    kernel: (values, factor) => [values, values.length, factor],
    float64(values: Values, factor: number) {
      for (let index = 0; index < values.length; index++) values[index]! *= factor
    },
  }),
}
