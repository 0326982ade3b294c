import { primitive, type Values } from './primitive'

/** Convolutions and pooling: windows over pictures. */

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

export const windows = {
  /** matrix [rows,kernelHeight·kernelWidth·channels]: what each window sees, zeros beyond the picture. */
  unfold: primitive({
    kernel: (matrix, picture, windows) => [matrix, matrix.length, picture, ...sizesOf(windows)],
    float64(matrix: Values, picture: Values, windows: Windows) {
      matrix.fill(0)
      eachWindowPixel(windows, (pixel, row) => {
        for (let channel = 0; channel < windows.channels; channel++) matrix[row + channel] = picture[pixel + channel]!
      })
    },
  }),

  /** The way back of `unfold`: picture = what all windows together say of each pixel. */
  fold: primitive({
    kernel: (picture, matrix, windows) => [picture, picture.length, matrix, ...sizesOf(windows)],
    float64(picture: Values, matrix: Values, windows: Windows) {
      picture.fill(0)
      eachWindowPixel(windows, (pixel, row) => {
        for (let channel = 0; channel < windows.channels; channel++) picture[pixel + channel]! += matrix[row + channel]!
      })
    },
  }),

  /** The largest value of each square. */
  maxPool: primitive({
    kernel: (output, input, { examples, height, width, channels, sizeY, sizeX }) => [
      output,
      input,
      examples * channels,
      height,
      width,
      sizeY,
      sizeX,
    ],
    float64(output: Values, input: Values, pool: Pool) {
      eachPooled(pool, (at, first) => {
        output[at] = input[firstMaximum(input, first, pool)]!
      })
    },
  }),

  /** The gradient goes to the first of the largest values, all others get 0. */
  maxPoolBackward: primitive({
    kernel: (dInput, dOutput, input, { examples, height, width, channels, sizeY, sizeX }) => [
      dInput,
      dInput.length,
      dOutput,
      input,
      examples * channels,
      height,
      width,
      sizeY,
      sizeX,
    ],
    float64(dInput: Values, dOutput: Values, input: Values, pool: Pool) {
      dInput.fill(0)
      eachPooled(pool, (at, first) => {
        dInput[firstMaximum(input, first, pool)] = dOutput[at]!
      })
    },
  }),
}

function sizesOf(windows: Windows): number[] {
  const { examples, height, width, channels, outHeight, outWidth, kernelHeight, kernelWidth } = windows
  const { stride, top, left, pixelStride, examplePixelStride, rowStride, exampleRowStride } = windows
  const sizes = [examples, height, width, channels, outHeight, outWidth, kernelHeight, kernelWidth]
  return [...sizes, stride, top, left, pixelStride, examplePixelStride, rowStride, exampleRowStride]
}

/** Visits every pixel inside the picture that some window sees, with where its channels begin in the picture and in the matrix. */
function eachWindowPixel(windows: Windows, visit: (pixel: number, row: number) => void): void {
  const { examples, height, width, channels, outHeight, outWidth, kernelHeight, kernelWidth, stride, top, left } = windows
  const columns = kernelHeight * kernelWidth * channels
  for (let outY = 0; outY < outHeight; outY++) {
    for (let outX = 0; outX < outWidth; outX++) {
      for (let kernelY = 0; kernelY < kernelHeight; kernelY++) {
        const y = outY * stride + kernelY - top
        if (y < 0 || y >= height) continue
        for (let kernelX = 0; kernelX < kernelWidth; kernelX++) {
          const x = outX * stride + kernelX - left
          if (x < 0 || x >= width) continue
          let pixel = (y * width + x) * windows.pixelStride
          let row = (outY * outWidth + outX) * windows.rowStride * columns + (kernelY * kernelWidth + kernelX) * channels
          for (let example = 0; example < examples; example++) {
            visit(pixel, row)
            pixel += windows.examplePixelStride
            row += windows.exampleRowStride * columns
          }
        }
      }
    }
  }
}

/** Visits every value of the output with the first value of its window. */
function eachPooled({ examples, height, width, channels, sizeY, sizeX }: Pool, visit: (at: number, first: number) => void): void {
  const values = examples * channels
  let at = 0
  for (let y = 0; y + sizeY <= height; y += sizeY) {
    for (let x = 0; x + sizeX <= width; x += sizeX) {
      for (let value = 0; value < values; value++, at++) visit(at, (y * width + x) * values + value)
    }
  }
}

function firstMaximum(input: Values, first: number, { examples, width, channels, sizeY, sizeX }: Pool): number {
  const values = examples * channels
  let best = first
  for (let y = 0; y < sizeY; y++) {
    for (let x = 0; x < sizeX; x++) {
      const at = first + (y * width + x) * values
      if (input[at]! > input[best]!) best = at
    }
  }
  return best
}
