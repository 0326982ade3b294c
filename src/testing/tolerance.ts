/** How near two numbers must be: `|actual - expected| ≤ atol + rtol·|expected|`. */
export interface Tolerance {
  readonly atol: number
  readonly rtol: number
}

/** Every tolerance of the tests, by what is compared; a test that needs another one gets a name here. */
export const tolerances = {
  /** The same bits: shuffles, hashes, round trips through a file. */
  exact: { atol: 0, rtol: 0 },
  /** The same float64 formula in another order of additions. */
  float64: { atol: 1e-12, rtol: 1e-10 },
  /** Analytic gradients in float64 against central differences of step 1e-5 or so. */
  finiteDifference: { atol: 1e-9, rtol: 1e-6 },
  /** Values that a float32 library published or stored. */
  float32Stored: { atol: 1e-6, rtol: 1e-5 },
  /** One float32 kernel on the GPU against float64. */
  float32Kernel: { atol: 1e-5, rtol: 1e-4 },
  /** Loss and gradients of a whole model in float32 against float64: sums over time and batch in another order. */
  float32Model: { atol: 2e-5, rtol: 1e-3 },
  /**
   * Parameters after about ten float32 Adam steps against float64. Adam divides by √v, so where a gradient is next to nothing
   * rounding alone can turn a step of the size of the learning rate; `atol` is a tenth of a step at 1e-3.
   */
  trajectory: { atol: 1e-4, rtol: 1e-3 },
  /**
   * A layer in half precision against float64 that is given the rounded weights and inputs. What is left is the state, of which products read
   * the nearest half: one rounding of 2⁻¹¹ of a value of 1, and two of them in a gradient, which is a product of two.
   */
  halfStates: { atol: 2 ** -11, rtol: 2 ** -10 },
  /**
   * Loss and gradients of a whole model in half precision against float64 with weights that nobody rounded: 2⁻¹¹ of a value of 1, and four
   * roundings of 2⁻¹¹ each, of a weight and of an activation on the way forward and on the way back. `half-parity.test.ts` simulates them.
   */
  halfModel: { atol: 2 ** -11, rtol: 2 ** -9 },
  /**
   * Likewise of models with relu or pooling, four times as wide: where rounding decides on which side of a kink a sum falls, gradients gain or
   * lose a term. Float64 that is given rounded weights and pictures parts from itself just as far (`keras`: 1.05e-3 in 11 of 2,688 values).
   */
  halfKinked: { atol: 2 ** -9, rtol: 2 ** -7 },
  /** Parameters after six Adam steps at a rate of 1e-3 in half precision: half a step where a gradient is next to nothing; see `trajectory`. */
  halfTrajectory: { atol: 5e-4, rtol: 1e-3 },
  /** How strange a reading is, and what that is made of: whole models in float32 against float64, then logarithms of small probabilities. */
  strangeness: { atol: 1e-3, rtol: 2e-3 },
} as const satisfies Record<string, Tolerance>

/**
 * Fails unless every element of `actual` is close to its partner in `expected`.
 *
 * Values that are not finite are close only to themselves.
 *
 * @param label  what is compared, the start of the message
 * @throws Error naming the worst element, both values, the allowed and the real difference, and how many elements are off
 */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: Tolerance, label: string): void {
  if (actual.length !== expected.length) throw new Error(`${label}: ${actual.length} values, expected ${expected.length}`)
  let worst = -1
  let worstExcess = 0
  let failures = 0
  for (let index = 0; index < expected.length; index++) {
    const excess = excessOf(actual[index]!, expected[index]!, tolerance)
    if (excess <= 1) continue
    failures++
    if (excess > worstExcess) {
      worstExcess = excess
      worst = index
    }
  }
  if (failures === 0) return
  const a = actual[worst]!
  const b = expected[worst]!
  const allowed = tolerance.atol + tolerance.rtol * Math.abs(b)
  throw new Error(
    `${label}: ${failures} of ${expected.length} values differ; worst at index ${worst}: got ${a}, expected ${b}, ` +
      `difference ${Math.abs(a - b).toExponential(2)}, allowed ${allowed.toExponential(2)}`,
  )
}

/** `expectClose` for one number. */
export function expectCloseNumber(actual: number, expected: number, tolerance: Tolerance, label: string): void {
  expectClose([actual], [expected], tolerance, label)
}

/** Difference as a multiple of what is allowed: at most 1 is close; Infinity where a value is not finite or nothing is allowed. */
function excessOf(actual: number, expected: number, { atol, rtol }: Tolerance): number {
  if (Object.is(actual, expected) || actual === expected) return 0
  const difference = Math.abs(actual - expected)
  const allowed = atol + rtol * Math.abs(expected)
  if (!Number.isFinite(difference) || allowed === 0) return Infinity
  return difference / allowed
}
