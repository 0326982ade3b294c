import { hashString, Random, Stream } from '../../core/random'
import { elementCount, type Tensor } from '../../core/tensor'
import type { DescribedParameter, ModelDescription } from './describe'

/**
 * Initial parameters as Keras draws them, from `seed`; every tensor has a stream of its own, named by itself.
 *
 * @param description only its parameters are read
 */
export function initialParameters(description: Pick<ModelDescription, 'parameters'>, seed: number): Map<string, Tensor> {
  return new Map(description.parameters.map((parameter) => [parameter.name, initialTensor(parameter, seed)]))
}

function initialTensor({ name, shape, initializer }: DescribedParameter, seed: number): Tensor {
  const random = new Random(seed, Stream.initialize, hashString(name))
  if (typeof initializer === 'object') return { shape, data: spanBias(elementCount(shape), initializer.memorySpan, random) }
  switch (initializer) {
    case 'glorotUniform':
      return { shape, data: uniform(shape, random, glorotVariance(shape)) }
    case 'glorotNormal':
      return { shape, data: truncatedNormal(shape, random, glorotVariance(shape)) }
    case 'heUniform':
      return { shape, data: uniform(shape, random, heVariance(shape)) }
    case 'heNormal':
      return { shape, data: truncatedNormal(shape, random, heVariance(shape)) }
    case 'orthogonal':
      return { shape, data: orthogonal(shape, random) }
    case 'zeros':
      return { shape, data: new Float32Array(elementCount(shape)) }
    case 'ones':
      return { shape, data: new Float32Array(elementCount(shape)).fill(1) }
    case 'lstmBias':
      return { shape, data: lstmBias(elementCount(shape)) }
    default:
      return initializer satisfies never
  }
}

/** How many values feed one output of a kernel and how many one input feeds; a convolution's window counts in both, as in Keras. */
function fans(shape: readonly number[]): { readonly fanIn: number; readonly fanOut: number } {
  const field = elementCount(shape.slice(0, -2))
  return { fanIn: field * (shape.at(-2) ?? 1), fanOut: field * (shape.at(-1) ?? 1) }
}

/** Source: Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks", eq. 12 and 16. */
function glorotVariance(shape: readonly number[]): number {
  const { fanIn, fanOut } = fans(shape)
  return 2 / (fanIn + fanOut)
}

/** For layers with relu. Source: He et al. 2015, "Delving Deep into Rectifiers", eq. 10. */
function heVariance(shape: readonly number[]): number {
  return 2 / fans(shape).fanIn
}

/** Uniform with mean 0 and this variance: in ±√(3·variance). */
function uniform(shape: readonly number[], random: Random, variance: number): Float32Array {
  const limit = Math.sqrt(3 * variance)
  return Float32Array.from({ length: elementCount(shape) }, () => random.uniform(-limit, limit))
}

/** Standard deviation of a standard normal cut off at ±2. */
const TRUNCATED_DEVIATION = 0.8796256610342398

/** Normal with mean 0, cut off at two of its deviations, widened so that this variance remains: Keras's truncated normal. */
function truncatedNormal(shape: readonly number[], random: Random, variance: number): Float32Array {
  const deviation = Math.sqrt(variance) / TRUNCATED_DEVIATION
  return Float32Array.from({ length: elementCount(shape) }, () => {
    let value = random.normal()
    while (Math.abs(value) > 2) value = random.normal()
    return deviation * value
  })
}

/**
 * A matrix whose rows (or columns, where there are fewer of them) are orthonormal, uniformly distributed among all such.
 *
 * It is Q of the QR factorisation of a normal matrix, with the signs that make R's diagonal positive, transposed where the shape is
 * wider than high. Gram and Schmidt's process gives those signs by itself; in its modified form float64 is far exacter than the result's float32.
 * Source: Saxe et al. 2014, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks"; signs: Mezzadri 2007.
 */
function orthogonal(shape: readonly number[], random: Random): Float32Array {
  const columns = shape.at(-1) ?? 1
  const rows = elementCount(shape) / columns
  const count = Math.min(rows, columns)
  const length = Math.max(rows, columns)
  const vectors = Array.from({ length: count }, () => Float64Array.from({ length }, () => random.normal()))
  orthonormalize(vectors)
  const data = new Float32Array(rows * columns)
  for (const [index, vector] of vectors.entries()) {
    if (rows < columns) data.set(vector, index * columns)
    else for (let row = 0; row < rows; row++) data[row * columns + index] = vector[row]!
  }
  return data
}

/** Vectors that are finished before all later ones are freed of them, so that these come into the cache once for all. */
const BLOCK = 8

/** Gram and Schmidt's modified process in place: every vector is freed of the earlier ones in their order, whatever the blocks. */
function orthonormalize(vectors: readonly Float64Array[]): void {
  for (let first = 0; first < vectors.length; first += BLOCK) {
    const block = vectors.slice(first, first + BLOCK)
    for (const [index, vector] of block.entries()) {
      for (const earlier of block.slice(0, index)) subtractProjection(vector, earlier)
      const norm = Math.sqrt(dot(vector, vector))
      for (let place = 0; place < vector.length; place++) vector[place]! /= norm
    }
    let later = first + BLOCK
    for (; later + 4 <= vectors.length; later += 4) {
      const [a, b, c, d] = vectors.slice(later, later + 4)
      for (const unit of block) subtractFourProjections(a!, b!, c!, d!, unit)
    }
    for (const vector of vectors.slice(later)) {
      for (const unit of block) subtractProjection(vector, unit)
    }
  }
}

function subtractProjection(vector: Float64Array, unit: Float64Array): void {
  const component = dot(vector, unit)
  for (let index = 0; index < vector.length; index++) vector[index]! -= component * unit[index]!
}

/** `subtractProjection` of four vectors: no sum waits for the one before. */
function subtractFourProjections(a: Float64Array, b: Float64Array, c: Float64Array, d: Float64Array, unit: Float64Array): void {
  let ofA = 0
  let ofB = 0
  let ofC = 0
  let ofD = 0
  for (let index = 0; index < unit.length; index++) {
    const value = unit[index]!
    ofA += a[index]! * value
    ofB += b[index]! * value
    ofC += c[index]! * value
    ofD += d[index]! * value
  }
  for (let index = 0; index < unit.length; index++) {
    const value = unit[index]!
    a[index]! -= ofA * value
    b[index]! -= ofB * value
    c[index]! -= ofC * value
    d[index]! -= ofD * value
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!
  return sum
}

/**
 * Zeros, and ones in the second quarter: an LSTM begins by remembering.
 *
 * Source: Jozefowicz et al. 2015, "An Empirical Exploration of Recurrent Network Architectures", section 2.2.
 */
function lstmBias(length: number): Float32Array {
  const bias = new Float32Array(length)
  bias.fill(1, length / 4, length / 2)
  return bias
}

/**
 * Blocks i | f | c | o of an LSTM's bias: f = ln u, i = -f with u uniform in 1 … span for each cell, c = o = 0.
 *
 * A forget gate of bias ln u keeps u/(u+1) of its cell at every step, so that its memory lasts for about u of them, and the input gate
 * lets in what a mean over so many takes.
 * Source: Tallec & Ollivier 2018, "Can recurrent neural networks warp time?", arXiv:1804.11188, chrono initialization.
 */
function spanBias(length: number, span: number, random: Random): Float32Array {
  const units = length / 4
  const bias = new Float32Array(length)
  for (let unit = 0; unit < units; unit++) {
    const forget = Math.log(random.uniform(1, span))
    bias[unit] = -forget
    bias[units + unit] = forget
  }
  return bias
}
