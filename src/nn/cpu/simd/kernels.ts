/** The face of the WebAssembly modules made of `assembly/`: addresses in bytes, lengths and strides in values. */
export interface Kernels {
  scratchBytes(): number
  packedLength(n: number, k: number): number
  multiply(
    c: number,
    a: number,
    b: number,
    /** 0 for none. */
    bias: number,
    m: number,
    n: number,
    k: number,
    transposeA: boolean,
    transposeB: boolean,
    accumulate: boolean,
    scratch: number,
  ): void
  pack(panels: number, b: number, m: number, n: number, k: number, transposeB: boolean): void
  multiplyPacked(
    c: number,
    a: number,
    b: number,
    panels: number,
    bias: number,
    m: number,
    n: number,
    k: number,
    transposeB: boolean,
    accumulate: boolean,
    scratch: number,
  ): void
  fillZeros(values: number, length: number): void
  fillRows(matrix: number, row: number, rows: number, columns: number): void
  addRowSums(sums: number, matrix: number, rows: number, columns: number): void
  copyRows(to: number, toStride: number, source: number, sourceStride: number, rows: number, width: number): void
  softmax(probabilities: number, scores: number, rows: number, columns: number): void
  relu(values: number, length: number): void
  reluBackward(dSums: number, out: number, dOut: number, length: number): void
  tanhForward(y: number, x: number, length: number): void
  tanhBackward(dX: number, y: number, dY: number, length: number): void
  /** The last fifteen are sizes and strides of `Windows`, in its order. */
  unfold(matrix: number, picture: number, ...windows: number[]): void
  fold(matrix: number, picture: number, ...windows: number[]): void
  maxPool(output: number, input: number, values: number, height: number, width: number, sizeY: number, sizeX: number): void
  maxPoolBackward(
    dInput: number,
    dOutput: number,
    input: number,
    values: number,
    height: number,
    width: number,
    sizeY: number,
    sizeX: number,
  ): void
  lstmForward(gates: number, cBefore: number, c: number, tanhC: number, h: number, batch: number, units: number): void
  lstmBackward(gates: number, cBefore: number, tanhC: number, dH: number, dC: number, batch: number, units: number): void
  gruForward(gates: number, recurrent: number, hBefore: number, h: number, batch: number, units: number): void
  gruBackward(gates: number, recurrent: number, hBefore: number, dH: number, batch: number, units: number): void
  dropout(
    out: number,
    values: number,
    positions: number,
    batch: number,
    features: number,
    firstExample: number,
    threshold: number,
    factor: number,
    seed: number,
    step: number,
    stream: number,
  ): void
  layerNorm(
    out: number,
    input: number,
    gamma: number,
    beta: number,
    normalized: number,
    inverse: number,
    rows: number,
    features: number,
    epsilon: number,
  ): void
  /** `dInput` is 0 where nobody reads it. */
  layerNormGradient(
    dInput: number,
    dGamma: number,
    dBeta: number,
    dOutput: number,
    gamma: number,
    normalized: number,
    inverse: number,
    rows: number,
    features: number,
  ): void
  /** `rest1` is 1 - β₁, `rest2` is 1 - β₂. */
  adam(
    parameters: number,
    gradients: number,
    m: number,
    v: number,
    length: number,
    rate: number,
    beta1: number,
    rest1: number,
    beta2: number,
    rest2: number,
    epsilon: number,
    decay: number,
  ): void
  gradientDescent(parameters: number, gradients: number, length: number, rate: number): void
  momentumDescent(
    parameters: number,
    gradients: number,
    moved: number,
    length: number,
    rate: number,
    momentum: number,
    nesterov: boolean,
  ): void
  /** `rest` is 1 - ρ. */
  rmsprop(parameters: number, gradients: number, v: number, length: number, rate: number, rho: number, rest: number, epsilon: number): void
  sumOfSquares(values: number, length: number): number
  scale(values: number, length: number, factor: number): void
}

/** How many numbers each takes: what a module can be held against. */
const PARAMETERS = {
  scratchBytes: 0,
  packedLength: 2,
  multiply: 11,
  pack: 6,
  multiplyPacked: 11,
  fillZeros: 2,
  fillRows: 4,
  addRowSums: 4,
  copyRows: 6,
  softmax: 4,
  relu: 2,
  reluBackward: 4,
  tanhForward: 3,
  tanhBackward: 4,
  unfold: 17,
  fold: 17,
  maxPool: 7,
  maxPoolBackward: 8,
  lstmForward: 7,
  lstmBackward: 7,
  gruForward: 6,
  gruBackward: 6,
  dropout: 11,
  layerNorm: 9,
  layerNormGradient: 9,
  adam: 12,
  gradientDescent: 4,
  momentumDescent: 7,
  rmsprop: 8,
  sumOfSquares: 2,
  scale: 3,
} as const satisfies Record<keyof Kernels, number>

/** A module's functions. @throws TypeError for a module that was made of other sources */
export function parseKernels(exports: WebAssembly.Exports): Kernels {
  requireKernels(exports)
  return exports
}

function requireKernels(exports: WebAssembly.Exports): asserts exports is WebAssembly.Exports & Kernels {
  for (const [name, parameters] of Object.entries(PARAMETERS)) {
    const kernel = exports[name]
    if (typeof kernel !== 'function' || kernel.length !== parameters) {
      throw new TypeError(`kernel ${name}: expected a function of ${parameters} numbers; \`npm run wasm\` makes the modules anew`)
    }
  }
}
