/** Numbers of one precision; which one, the set of primitives decides. */
export type Values = Float64Array | Float32Array

/** C[m,n] = op(A)[m,k] · op(B)[k,n], all row-major and without gaps. */
export interface Product {
  readonly m: number
  readonly n: number
  readonly k: number
  /** A is stored as [k,m]. */
  readonly transposeA?: boolean
  /** B is stored as [n,k]. */
  readonly transposeB?: boolean
  /** Add to C instead of overwriting it. */
  readonly accumulate?: boolean
}

/** What an LSTM's cells keep of one timestep. */
export interface LstmCells {
  /** [B,4H] in column blocks i | f | g | o. */
  readonly gates: Values
  /** [B,H] state before the step. */
  readonly cBefore: Values
  /** [B,H] state after the step. */
  readonly c: Values
  /** [B,H] tanh(c) */
  readonly tanhC: Values
  /** [B,H] hidden state after the step. */
  readonly h: Values
}

/** Factors of one Adam step, bias correction included. */
export interface AdamStep {
  /** Learning rate · √(1-β₂ᵗ) / (1-β₁ᵗ). */
  readonly rate: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
}

/**
 * All the arithmetic the CPU's layers are made of; another set (float32, SIMD) is another object behind this face.
 *
 * Arrays come from `allocate` of the same set, or are views of such. Nothing checks lengths: shapes were checked when the model was made.
 */
export interface Primitives {
  /** For people: `JavaScript, float64`. */
  readonly name: string
  /** Zeros. */
  allocate(length: number): Values

  multiply(c: Values, a: Values, b: Values, product: Product): void
  /** matrix[r,:] = row for all rows. */
  fillRows(matrix: Values, row: Values, rows: number): void
  /** sums += Σ_r matrix[r,:] */
  addRowSums(sums: Values, matrix: Values, rows: number): void
  /** probabilities[r,:] = softmax(scores[r,:]), any size of score. */
  softmax(probabilities: Values, scores: Values, rows: number, columns: number): void

  /** On entry `gates` holds the four sums before activation, on return the gates; writes c, tanhC and h. */
  lstmForward(cells: LstmCells, batch: number, units: number): void
  /**
   * On entry `gates` holds the gates, on return the gradients of their sums.
   *
   * @param dH  [B,H] whole gradient of h
   * @param dC  [B,H] gradient of c from the step after; on return that of the state before
   */
  lstmBackward(cells: LstmCells, dH: Values, dC: Values, batch: number, units: number): void

  /** m = β₁m + (1-β₁)g,  v = β₂v + (1-β₂)g²,  p -= rate · m / (√v + ε) */
  adam(parameters: Values, gradients: Values, firstMoment: Values, secondMoment: Values, step: AdamStep): void
}
