import { expectClose, tolerances, type Tolerance } from './tolerance'

/** A tensor of which the gradient is claimed. */
export interface ClaimedGradient {
  readonly name: string
  /** Live values in float64: the check moves them one by one, and puts them back. */
  readonly values: Float64Array | Float32Array
  readonly gradient: ArrayLike<number>
}

/**
 * Step of the differences. The formula's error grows with its fourth power (times the fifth derivative, over 30), the rounding of the
 * loss with 1/step: at 1e-3 both are near 1e-13 for losses about 1.
 */
const STEP = 1e-3

/**
 * Holds analytic gradients against central differences of a scalar loss, for every element of every tensor.
 *
 * @param loss  computes the loss from the tensors as they are; must be smooth and give the same number for the same values
 * @throws Error naming the worst element
 */
export function expectGradients(
  loss: () => number,
  claimed: readonly ClaimedGradient[],
  tolerance: Tolerance = tolerances.finiteDifference,
): void {
  for (const { name, values, gradient } of claimed) {
    const numeric = Float64Array.from(values, (_, index) => centralDifference(loss, values, index))
    expectClose(gradient, numeric, tolerance, `gradient of ${name}`)
  }
}

/** `expectGradients` of a loss that takes its time. @param isHeld  elements that nothing moves: their gradient is 0 */
export async function expectGradientsOf(
  loss: () => Promise<number>,
  claimed: readonly ClaimedGradient[],
  isHeld: (name: string, index: number) => boolean = () => false,
): Promise<void> {
  for (const { name, values, gradient } of claimed) {
    const numeric = new Float64Array(values.length)
    for (let index = 0; index < values.length; index++) {
      if (isHeld(name, index)) continue
      const value = values[index]!
      const losses: number[] = []
      for (const steps of PLACES) {
        values[index] = value + steps * STEP
        losses.push(await loss())
      }
      numeric[index] = fivePoints(losses)
      values[index] = value
    }
    expectClose(gradient, numeric, tolerances.finiteDifference, `gradient of ${name}`)
  }
}

/** Where the loss is looked at, in steps. */
const PLACES = [-2, -1, 1, 2] as const

/** Abramowitz & Stegun 1964, table 25.2. */
function fivePoints([farBelow = 0, below = 0, above = 0, farAbove = 0]: readonly number[]): number {
  return (8 * (above - below) - (farAbove - farBelow)) / (12 * STEP)
}

/** dloss/dvalues[index] */
function centralDifference(loss: () => number, values: Float64Array | Float32Array, index: number): number {
  const value = values[index]!
  const losses = PLACES.map((steps) => {
    values[index] = value + steps * STEP
    return loss()
  })
  values[index] = value
  return fivePoints(losses)
}
