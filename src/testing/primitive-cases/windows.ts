import fc from 'fast-check'
import type { Pool, Windows, windows } from '../../nn/operations/cpu/arithmetic/windows'
import { size, type Cases } from './cases'

const shapes: fc.Arbitrary<Windows> = fc
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

export const windowCases: Cases<typeof windows> = {
  unfold: shapes.map((shape) => (inputs) => {
    const { picture, matrix } = windowSizes(shape)
    inputs.primitives.unfold(inputs.values(matrix), inputs.values(picture), shape)
  }),
  fold: shapes.map((shape) => (inputs) => {
    const { picture, matrix } = windowSizes(shape)
    inputs.primitives.fold(inputs.values(picture), inputs.values(matrix), shape)
  }),
  maxPool: pool.map((shape) => (inputs) => {
    const { input, output } = pooledSizes(shape)
    inputs.primitives.maxPool(inputs.zeros(output), inputs.values(input), shape)
  }),
  maxPoolBackward: pool.map((shape) => (inputs) => {
    const { input, output } = pooledSizes(shape)
    const [dInput, values] = [inputs.values(input), inputs.values(input)]
    // Equal values in the same square.
    values.forEach((value, index) => (values[index] = Math.round(2 * value)))
    inputs.primitives.maxPoolBackward(dInput, inputs.values(output), values, shape)
  }),
}

function windowSizes({ examples, height, width, channels, outHeight, outWidth, kernelHeight, kernelWidth }: Windows) {
  return {
    picture: examples * height * width * channels,
    matrix: examples * outHeight * outWidth * kernelHeight * kernelWidth * channels,
  }
}

function pooledSizes({ examples, height, width, channels, sizeY, sizeX }: Pool) {
  const places = Math.floor(height / sizeY) * Math.floor(width / sizeX)
  return { input: examples * height * width * channels, output: examples * places * channels }
}
