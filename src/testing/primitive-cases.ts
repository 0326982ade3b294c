import fc from 'fast-check'
import type { Primitives, Product, Values, Windows } from '../nn/cpu/primitives'
import type { Desk } from './primitive-desk'

/** Every primitive at random sizes, to hold one set of primitives against another. */

/** Runs one primitive. @returns everything it was to write */
export type PrimitiveCase = (desk: Desk) => readonly Values[]

const size = (max: number) =>
  fc.oneof({ weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }) }, { weight: 2, arbitrary: fc.integer({ min: 1, max }) })

type Wanted = Required<Omit<Product, 'bias'>> & { readonly biased?: boolean }

const product: fc.Arbitrary<Wanted> = fc.record({
  m: size(140),
  n: size(70),
  k: size(300),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
  accumulate: fc.boolean(),
  biased: fc.boolean(),
})

/** More columns and rows than a block has. */
const largeProducts: readonly Wanted[] = [
  { m: 5, n: 531, k: 300, transposeA: false, transposeB: false, accumulate: false, biased: true },
  { m: 5, n: 531, k: 3, transposeA: false, transposeB: false, accumulate: false },
  { m: 131, n: 17, k: 515, transposeA: true, transposeB: false, accumulate: true },
  { m: 9, n: 515, k: 259, transposeA: false, transposeB: true, accumulate: false },
]

const windows: fc.Arbitrary<Windows> = fc
  .record({
    examples: fc.integer({ min: 1, max: 3 }),
    height: fc.integer({ min: 1, max: 5 }),
    width: fc.integer({ min: 1, max: 6 }),
    channels: size(9),
    kernelHeight: fc.integer({ min: 1, max: 3 }),
    kernelWidth: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
    top: fc.integer({ min: 0, max: 1 }),
    left: fc.integer({ min: 0, max: 2 }),
    isPositionFirst: fc.boolean(),
  })
  .map(({ isPositionFirst, ...shape }) => {
    const outHeight = Math.floor((shape.height + shape.top) / shape.stride) + 1
    const outWidth = Math.floor((shape.width + shape.left) / shape.stride) + 1
    const { examples, height, width, channels } = shape
    const strides = isPositionFirst
      ? { pixelStride: examples * channels, examplePixelStride: channels, rowStride: examples, exampleRowStride: 1 }
      : { pixelStride: channels, examplePixelStride: height * width * channels, rowStride: 1, exampleRowStride: outHeight * outWidth }
    return { ...shape, outHeight, outWidth, ...strides }
  })

const pool = fc.record({
  examples: fc.integer({ min: 1, max: 3 }),
  height: fc.integer({ min: 1, max: 7 }),
  width: fc.integer({ min: 1, max: 7 }),
  channels: size(9),
  sizeY: fc.integer({ min: 1, max: 3 }),
  sizeX: fc.integer({ min: 1, max: 3 }),
})

const rows = fc.record({ rows: size(20), columns: size(70) })
const cells = fc.record({ batch: size(5), units: size(40) })
const length = size(200)

function multiplied(desk: Desk, wanted: Wanted): readonly Values[] {
  const { m, n, k } = wanted
  const [a, b, c] = [desk.values(m * k), desk.values(k * n), desk.values(m * n)]
  desk.primitives.multiply(c, a, b, productOf(desk, wanted))
  return [c]
}

function productOf(desk: Desk, { biased = false, ...sizes }: Wanted): Product {
  return biased ? { ...sizes, accumulate: false, bias: desk.values(sizes.n) } : sizes
}

function windowSizes({ examples, height, width, channels, outHeight, outWidth, kernelHeight, kernelWidth }: Windows) {
  return {
    picture: examples * height * width * channels,
    matrix: examples * outHeight * outWidth * kernelHeight * kernelWidth * channels,
  }
}

const drawn = fc.record({
  rate: fc.constantFrom(0, 0.1, 0.5, 0.9),
  seed: fc.nat(),
  step: fc.integer({ min: 1, max: 1000 }),
  layer: fc.nat({ max: 9 }),
  firstExample: fc.nat({ max: 200 }),
  batch: size(4),
  positions: size(4),
  features: size(40),
})

const optimized = fc.record({ length, rate: fc.constantFrom(1e-3, 0.1), nesterov: fc.boolean(), decay: fc.constantFrom(0, 1e-3) })

/** By the primitive's name. */
export const primitiveCases: Readonly<
  Record<Exclude<keyof Primitives, 'name' | 'features' | 'allocate' | 'scope'>, fc.Arbitrary<PrimitiveCase>>
> = {
  multiply: fc
    .oneof({ weight: 20, arbitrary: product }, { weight: 1, arbitrary: fc.constantFrom(...largeProducts) })
    .map((wanted) => (desk) => multiplied(desk, wanted)),
  repeat: product.map((any) => (desk) => {
    const wanted = { ...any, transposeA: false }
    const { m, n, k } = wanted
    const [b, first, second] = [desk.values(k * n), desk.values(m * n), desk.values(m * n)]
    const repeated = desk.primitives.repeat(b, productOf(desk, wanted))
    b.set(desk.values(k * n))
    repeated.refresh()
    repeated.multiply(first, desk.values(m * k))
    repeated.multiply(second, desk.values(m * k))
    return [first, second]
  }),
  fillRows: rows.map(({ rows, columns }) => (desk) => {
    const matrix = desk.values(rows * columns)
    desk.primitives.fillRows(matrix, desk.values(columns), rows)
    return [matrix]
  }),
  copyRows: rows.map(({ rows, columns }) => (desk) => {
    const [to, source] = [desk.values(rows * (columns + 3)), desk.values(rows * (columns + 2))]
    desk.primitives.copyRows(to, source, { rows, width: columns, toStride: columns + 3, sourceStride: columns + 2 })
    return [to]
  }),
  addRowSums: rows.map(({ rows, columns }) => (desk) => {
    const sums = desk.values(columns)
    desk.primitives.addRowSums(sums, desk.values(rows * columns), rows)
    return [sums]
  }),
  softmax: rows.map(({ rows, columns }) => (desk) => {
    const probabilities = desk.zeros(rows * columns)
    desk.primitives.softmax(probabilities, desk.values(rows * columns, 30), rows, columns)
    return [probabilities]
  }),
  relu: length.map((count) => (desk) => {
    const values = desk.values(count)
    desk.primitives.relu(values)
    return [values]
  }),
  reluBackward: length.map((count) => (desk) => {
    const dSums = desk.values(count)
    desk.primitives.reluBackward(dSums, desk.values(count), desk.values(count))
    return [dSums]
  }),
  tanh: length.map((count) => (desk) => {
    const y = desk.zeros(count)
    desk.primitives.tanh(y, desk.values(count, 4))
    return [y]
  }),
  tanhBackward: length.map((count) => (desk) => {
    const dX = desk.zeros(count)
    desk.primitives.tanhBackward(dX, desk.values(count), desk.values(count))
    return [dX]
  }),
  unfold: windows.map((shape) => (desk) => {
    const { picture, matrix } = windowSizes(shape)
    const unfolded = desk.values(matrix)
    desk.primitives.unfold(unfolded, desk.values(picture), shape)
    return [unfolded]
  }),
  fold: windows.map((shape) => (desk) => {
    const { picture, matrix } = windowSizes(shape)
    const folded = desk.values(picture)
    desk.primitives.fold(folded, desk.values(matrix), shape)
    return [folded]
  }),
  maxPool: pool.map((shape) => (desk) => {
    const { input, output } = pooledSizes(shape)
    const pooled = desk.zeros(output)
    desk.primitives.maxPool(pooled, desk.values(input), shape)
    return [pooled]
  }),
  maxPoolBackward: pool.map((shape) => (desk) => {
    const { input, output } = pooledSizes(shape)
    const [dInput, values] = [desk.values(input), desk.values(input)]
    // Equal values in the same square.
    values.forEach((value, index) => (values[index] = Math.round(2 * value)))
    desk.primitives.maxPoolBackward(dInput, desk.values(output), values, shape)
    return [dInput]
  }),
  lstmForward: cells.map(({ batch, units }) => (desk) => {
    const count = batch * units
    const [gates, cBefore] = [desk.values(4 * count, 5), desk.values(count, 2)]
    const [c, tanhC, h] = [desk.zeros(count), desk.zeros(count), desk.zeros(count)]
    desk.primitives.lstmForward({ gates, cBefore, c, tanhC, h }, batch, units)
    return [gates, c, tanhC, h]
  }),
  lstmBackward: cells.map(({ batch, units }) => (desk) => {
    const count = batch * units
    const [gates, cBefore, tanhC, dH, dC] = [
      desk.shares(4 * count),
      desk.values(count, 2),
      desk.values(count),
      desk.values(count),
      desk.values(count),
    ]
    desk.primitives.lstmBackward({ gates, cBefore, c: desk.zeros(count), tanhC, h: desk.zeros(count) }, dH, dC, batch, units)
    return [gates, dC]
  }),
  gruForward: cells.map(({ batch, units }) => (desk) => {
    const count = batch * units
    const [gates, recurrent, hBefore, h] = [desk.values(3 * count, 3), desk.values(3 * count, 3), desk.values(count), desk.zeros(count)]
    desk.primitives.gruForward({ gates, recurrent, hBefore, h }, batch, units)
    return [gates, recurrent, h]
  }),
  gruBackward: cells.map(({ batch, units }) => (desk) => {
    const count = batch * units
    const [gates, recurrent, hBefore, dH] = [desk.shares(3 * count), desk.values(3 * count), desk.values(count), desk.values(count)]
    desk.primitives.gruBackward({ gates, recurrent, hBefore, h: desk.zeros(count) }, dH, batch, units)
    return [gates, recurrent, dH]
  }),
  dropout: drawn.map((draw) => (desk) => {
    const count = draw.positions * draw.batch * draw.features
    const out = desk.values(count)
    desk.primitives.dropout(out, desk.values(count), draw)
    return [out]
  }),
  layerNorm: rows.map(({ rows, columns }) => (desk) => {
    const count = rows * columns
    const [out, input, gamma, beta] = [desk.zeros(count), desk.values(count), desk.values(columns), desk.values(columns)]
    const kept = { values: desk.zeros(count), inverse: desk.zeros(rows) }
    desk.primitives.layerNorm(out, input, gamma, beta, kept, 1e-2)
    return [out, kept.values, kept.inverse]
  }),
  layerNormGradient: fc.tuple(rows, fc.boolean()).map(([{ rows, columns }, needsInput]) => (desk) => {
    const count = rows * columns
    const dInput = needsInput ? desk.zeros(count) : null
    const [dGamma, dBeta, dOutput, gamma] = [desk.values(columns), desk.values(columns), desk.values(count), desk.values(columns)]
    const kept = { values: desk.values(count), inverse: desk.shares(rows) }
    desk.primitives.layerNormGradient({ dInput, dGamma, dBeta }, dOutput, gamma, kept)
    return dInput === null ? [dGamma, dBeta] : [dGamma, dBeta, dInput]
  }),
  adam: optimized.map(({ length, rate, decay }) => (desk) => {
    const [parameters, gradients, m, v] = [desk.values(length), desk.values(length), desk.values(length), desk.shares(length)]
    desk.primitives.adam(parameters, gradients, m, v, { rate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, decay })
    return [parameters, m, v]
  }),
  gradientDescent: optimized.map(({ length, rate }) => (desk) => {
    const parameters = desk.values(length)
    desk.primitives.gradientDescent(parameters, desk.values(length), rate)
    return [parameters]
  }),
  momentumDescent: optimized.map(({ length, rate, nesterov }) => (desk) => {
    const [parameters, moved] = [desk.values(length), desk.values(length)]
    desk.primitives.momentumDescent(parameters, desk.values(length), moved, { rate, momentum: 0.9, nesterov })
    return [parameters, moved]
  }),
  rmsprop: optimized.map(({ length, rate }) => (desk) => {
    const [parameters, v] = [desk.values(length), desk.shares(length)]
    desk.primitives.rmsprop(parameters, desk.values(length), v, { rate, rho: 0.9, epsilon: 1e-7 })
    return [parameters, v]
  }),
  sumOfSquares: size(3000).map((count) => (desk) => [Float64Array.of(desk.primitives.sumOfSquares(desk.values(count)))]),
  scale: length.map((count) => (desk) => {
    const values = desk.values(count)
    desk.primitives.scale(values, 0.7)
    return [values]
  }),
}

function pooledSizes({
  examples,
  height,
  width,
  channels,
  sizeY,
  sizeX,
}: { readonly [K in 'examples' | 'height' | 'width' | 'channels' | 'sizeY' | 'sizeX']: number }) {
  const places = Math.floor(height / sizeY) * Math.floor(width / sizeX)
  return { input: examples * height * width * channels, output: examples * places * channels }
}
