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

/** dloss/dvalues[index] by the five-point formula (Abramowitz & Stegun 1964, table 25.2). */
function centralDifference(loss: () => number, values: Float64Array | Float32Array, index: number): number {
  const value = values[index]!
  const lossAt = (offset: number) => {
    values[index] = value + offset
    return loss()
  }
  const near = lossAt(STEP) - lossAt(-STEP)
  const far = lossAt(2 * STEP) - lossAt(-2 * STEP)
  values[index] = value
  return (8 * near - far) / (12 * STEP)
}
