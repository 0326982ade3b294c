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
  /** [n] added to every row; not together with `accumulate`. */
  readonly bias?: Values
}

/** A product whose sizes and whose B stay the same from call to call. */
export interface RepeatedProduct {
  /** Takes over what B holds now: before the first product, and after B has changed. */
  refresh(): void
  multiply(c: Values, a: Values): void
}

/** Rows of `width` values, and how far their beginnings lie apart on either side. */
export interface RowCopy {
  readonly rows: number
  readonly width: number
  readonly toStride: number
  readonly sourceStride: number
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

/** What a GRU's cells keep of one timestep. */
export interface GruCells {
  /** [B,3H] in column blocks z | r | n; sums of the input going in. */
  readonly gates: Values
  /** [B,3H] what the state before adds to each sum; the block of n is what the reset gate scales. */
  readonly recurrent: Values
  /** [B,H] hidden state before the step. */
  readonly hBefore: Values
  /** [B,H] hidden state after the step. */
  readonly h: Values
}

/** Windows that slide over pictures, each row of a matrix being what one window sees; in one dimension heights are 1. */
export interface Windows {
  /** Pictures, each [height,width,channels]. */
  readonly examples: number
  readonly height: number
  readonly width: number
  readonly channels: number
  /** Places of the window. */
  readonly outHeight: number
  readonly outWidth: number
  readonly kernelHeight: number
  readonly kernelWidth: number
  readonly stride: number
  /** Zeros above and to the left of the picture. */
  readonly top: number
  readonly left: number
  /** Values from one pixel of a picture to the next, and from one picture to the next. */
  readonly pixelStride: number
  readonly examplePixelStride: number
  /** Rows of the matrix from one window of a picture to the next, and from one picture to the next. */
  readonly rowStride: number
  readonly exampleRowStride: number
}

/** Squares (or stretches, with height 1) side by side in [height,width,examples,channels]; what is left over at the end is not looked at. */
export interface Pool {
  readonly examples: number
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly sizeY: number
  readonly sizeX: number
}

/** What a dropout's random numbers depend on: nothing else, so that any engine and any size of piece drops the same values. */
export interface DropoutDraw {
  readonly rate: number
  readonly seed: number
  /** The optimizer's, 1-based. */
  readonly step: number
  /** Place of the layer in the model. */
  readonly layer: number
  /** Place of the first example in the step's whole batch. */
  readonly firstExample: number
  readonly batch: number
  /** Timesteps, pixels, or 1. */
  readonly positions: number
  readonly features: number
}

/** What layer normalisation keeps for its way back. */
export interface NormalizedRows {
  /** [rows,F] (x - μ)/√(σ²+ε) */
  readonly values: Values
  /** [rows] 1/√(σ²+ε) */
  readonly inverse: Values
}

/** Where the gradients of a layer normalisation go. */
export interface LayerNormGradients {
  /** [rows,F] overwritten; null when nobody reads it */
  readonly dInput: Values | null
  /** [F] added to */
  readonly dGamma: Values
  /** [F] added to */
  readonly dBeta: Values
}

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

/**
 * All the arithmetic the CPU's layers are made of; another set (float32, SIMD) is another object behind this face.
 *
 * Arrays come from `allocate` of the same set, or are views of such. Nothing checks lengths: shapes were checked when the model was made.
 */
export interface Primitives {
  /** For people: `JavaScript, float64`. */
  readonly name: string
  /** Instructions in use that not every machine has, for people. */
  readonly features: readonly string[]
  /** Zeros, for as long as the set or the scope is used. @throws OutOfMemoryError, or RangeError from the engine of JavaScript */
  allocate(length: number): Values
  /** The same arithmetic, with arrays that are given back together. */
  scope(): PrimitivesScope

  multiply(c: Values, a: Values, b: Values, product: Product): void
  /** A product that is taken many times over; A is not transposed. It may keep B in another order in memory of this scope. */
  repeat(b: Values, product: Product): RepeatedProduct
  /** matrix[r,:] = row for all rows. */
  fillRows(matrix: Values, row: Values, rows: number): void
  /** to[r,:] = source[r,:] */
  copyRows(to: Values, source: Values, copy: RowCopy): void
  /** sums += Σ_r matrix[r,:] */
  addRowSums(sums: Values, matrix: Values, rows: number): void
  /** probabilities[r,:] = softmax(scores[r,:]), any size of score. */
  softmax(probabilities: Values, scores: Values, rows: number, columns: number): void

  /** values = max(values, 0) */
  relu(values: Values): void
  /** dSums = dOut where out > 0, else 0. */
  reluBackward(dSums: Values, out: Values, dOut: Values): void

  /** matrix [rows,kernelHeight·kernelWidth·channels]: what each window sees, zeros beyond the picture. */
  unfold(matrix: Values, picture: Values, windows: Windows): void
  /** The way back of `unfold`: picture = what all windows together say of each pixel. */
  fold(picture: Values, matrix: Values, windows: Windows): void
  /** The largest value of each square. */
  maxPool(output: Values, input: Values, pool: Pool): void
  /** The gradient goes to the first of the largest values, all others get 0. */
  maxPoolBackward(dInput: Values, dOutput: Values, input: Values, pool: Pool): void

  /** On entry `gates` holds the four sums before activation, on return the gates; writes c, tanhC and h. */
  lstmForward(cells: LstmCells, batch: number, units: number): void
  /**
   * On entry `gates` holds the gates, on return the gradients of their sums.
   *
   * @param dH  [B,H] whole gradient of h
   * @param dC  [B,H] gradient of c from the step after; on return that of the state before
   */
  lstmBackward(cells: LstmCells, dH: Values, dC: Values, batch: number, units: number): void

  /** On entry `gates` holds the input's sums, on return the gates; `recurrent` stays as it is; writes h. */
  gruForward(cells: GruCells, batch: number, units: number): void
  /**
   * On return `gates` holds the gradients of the input's sums and `recurrent` those of the state's.
   *
   * @param dH  [B,H] whole gradient of h; on return what of it reaches the state before past the gates
   */
  gruBackward(cells: GruCells, dH: Values, batch: number, units: number): void

  /** y = tanh(x), elementwise. */
  tanh(y: Values, x: Values): void
  /** dX = dY ⊙ (1 - y²) for y = tanh(x). */
  tanhBackward(dX: Values, y: Values, dY: Values): void

  /** out = values / (1 - rate) where a value is kept, else 0; `values` and `out` are [positions,batch,features]. */
  dropout(out: Values, values: Values, draw: DropoutDraw): void
  /** out = γ·(x - μ)/√(σ² + ε) + β with μ and σ² of each row of F values; writes `kept`. */
  layerNorm(out: Values, input: Values, gamma: Values, beta: Values, kept: NormalizedRows, epsilon: number): void
  layerNormGradient(gradients: LayerNormGradients, dOutput: Values, gamma: Values, kept: NormalizedRows): void

  /** m = β₁m + (1-β₁)g,  v = β₂v + (1-β₂)g²,  p -= decay · p + rate · m / (√v + ε) */
  adam(parameters: Values, gradients: Values, firstMoment: Values, secondMoment: Values, step: AdamStep): void
  /** p -= rate · g */
  gradientDescent(parameters: Values, gradients: Values, rate: number): void
  /** m = momentum · m - rate · g,  p += m; with Nesterov p += momentum · m - rate · g */
  momentumDescent(parameters: Values, gradients: Values, moved: Values, step: MomentumStep): void
  /** v = ρv + (1-ρ)g²,  p -= rate · g / √(v + ε) */
  rmsprop(parameters: Values, gradients: Values, secondMoment: Values, step: RmspropStep): void
  /** Σ v² */
  sumOfSquares(values: Values): number
  /** values *= factor */
  scale(values: Values, factor: number): void
}

/** Primitives whose arrays end together. */
export interface PrimitivesScope extends Primitives {
  /** Ends all arrays that were allocated here or in scopes of this one; none of them may be used any more. */
  release(): void
}
