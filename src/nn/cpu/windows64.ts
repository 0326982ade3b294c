import type { Pool, Values, Windows } from './primitives'

/** Convolutions and pooling for the oracle: windows over pictures in plain loops. */

export function unfold(matrix: Values, picture: Values, windows: Windows): void {
  matrix.fill(0)
  eachWindowPixel(windows, (pixel, row) => {
    for (let channel = 0; channel < windows.channels; channel++) matrix[row + channel] = picture[pixel + channel]!
  })
}

export function fold(picture: Values, matrix: Values, windows: Windows): void {
  picture.fill(0)
  eachWindowPixel(windows, (pixel, row) => {
    for (let channel = 0; channel < windows.channels; channel++) picture[pixel + channel]! += matrix[row + channel]!
  })
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

export function maxPool(output: Values, input: Values, pool: Pool): void {
  eachPooled(pool, (at, first) => {
    output[at] = input[firstMaximum(input, first, pool)]!
  })
}

export function maxPoolBackward(dInput: Values, dOutput: Values, input: Values, pool: Pool): void {
  dInput.fill(0)
  eachPooled(pool, (at, first) => {
    dInput[firstMaximum(input, first, pool)] = dOutput[at]!
  })
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
