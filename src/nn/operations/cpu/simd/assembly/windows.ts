/** Convolutions and pooling: windows over pictures. Sizes and strides as in `Windows` and `Pool` of `src/nn/operations/cpu/arithmetic/windows.ts`. */

import { add, copy, endOf, fillZeros, loadLanes, storeLanes, wholeEndOf } from './lanes'

/** matrix [rows,kernelHeight·kernelWidth·channels], `length` values in all: what each window sees, zeros beyond the picture. */
export function unfold(
  matrix: usize, length: usize, picture: usize, examples: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32,
  kernelHeight: i32, kernelWidth: i32, stride: i32, top: i32, left: i32,
  pixelStride: i32, examplePixelStride: i32, rowStride: i32, exampleRowStride: i32,
): void {
  const bottom = (outHeight - 1) * stride + kernelHeight - top
  const right = (outWidth - 1) * stride + kernelWidth - left
  if (top > 0 || left > 0 || bottom > height || right > width) fillZeros(matrix, length)
  eachWindow(
    matrix, picture, examples, height, width, channels, outHeight, outWidth, kernelHeight, kernelWidth, stride, top, left,
    pixelStride, examplePixelStride, rowStride, exampleRowStride, true,
  )
}

/** The way back of `unfold`: picture = what all windows together say of each of its `length` values. */
export function fold(
  picture: usize, length: usize, matrix: usize, examples: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32,
  kernelHeight: i32, kernelWidth: i32, stride: i32, top: i32, left: i32,
  pixelStride: i32, examplePixelStride: i32, rowStride: i32, exampleRowStride: i32,
): void {
  fillZeros(picture, length)
  eachWindow(
    matrix, picture, examples, height, width, channels, outHeight, outWidth, kernelHeight, kernelWidth, stride, top, left,
    pixelStride, examplePixelStride, rowStride, exampleRowStride, false,
  )
}

@inline
function eachWindow(
  matrix: usize, picture: usize, examples: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32,
  kernelHeight: i32, kernelWidth: i32, stride: i32, top: i32, left: i32,
  pixelStride: i32, examplePixelStride: i32, rowStride: i32, exampleRowStride: i32, isUnfolding: bool,
): void {
  const columns = kernelHeight * kernelWidth * channels
  // Pixels that lie side by side in the picture as they do in the matrix are copied together.
  const joined = pixelStride == channels
  for (let outY = 0; outY < outHeight; outY++) {
    for (let outX = 0; outX < outWidth; outX++) {
      const window = (outY * outWidth + outX) * rowStride * columns
      const firstX = max(0, left - outX * stride)
      const lastX = min(kernelWidth, width + left - outX * stride)
      if (lastX <= firstX) continue
      for (let kernelY = 0; kernelY < kernelHeight; kernelY++) {
        const y = outY * stride + kernelY - top
        if (y < 0 || y >= height) continue
        const run = joined ? lastX - firstX : 1
        for (let kernelX = firstX; kernelX < lastX; kernelX += run) {
          let pixel = picture + (((y * width + outX * stride + kernelX - left) * pixelStride) << 2)
          let row = matrix + ((window + (kernelY * kernelWidth + kernelX) * channels) << 2)
          for (let example = 0; example < examples; example++) {
            move(pixel, row, run * channels, isUnfolding)
            pixel += examplePixelStride << 2
            row += (exampleRowStride * columns) << 2
          }
        }
      }
    }
  }
}

@inline
function move(pixel: usize, row: usize, length: i32, isUnfolding: bool): void {
  if (length == 1) {
    if (isUnfolding) store<f32>(row, load<f32>(pixel))
    else store<f32>(pixel, load<f32>(pixel) + load<f32>(row))
  } else {
    if (isUnfolding) copy(row, pixel, length)
    else add(pixel, row, length)
  }
}

/** The largest value of each square; `values` examples · channels. */
export function maxPool(output: usize, input: usize, values: i32, height: i32, width: i32, sizeY: i32, sizeX: i32): void {
  for (let y = 0; y + sizeY <= height; y += sizeY) {
    for (let x = 0; x + sizeX <= width; x += sizeX) {
      const first = input + (((y * width + x) * values) << 2)
      const end = endOf(output, values)
      let at: usize = 0
      for (const wholeEnd = wholeEndOf(output, values); output < wholeEnd; output += 16, at += 16) {
        storeLanes(output, largest(first + at, values, width, sizeY, sizeX, true), true)
      }
      for (; output < end; output += 4, at += 4) storeLanes(output, largest(first + at, values, width, sizeY, sizeX, false), false)
    }
  }
}

@inline
function largest(first: usize, values: i32, width: i32, sizeY: i32, sizeX: i32, whole: bool): v128 {
  let best = loadLanes(first, whole)
  for (let y = 0; y < sizeY; y++) {
    for (let x = 0; x < sizeX; x++) best = f32x4.pmax(best, loadLanes(first + (((y * width + x) * values) << 2), whole))
  }
  return best
}

/** The gradient goes to the first of the largest values, all others of the `length` get 0. */
export function maxPoolBackward(
  dInput: usize, length: usize, dOutput: usize, input: usize, values: i32, height: i32, width: i32, sizeY: i32, sizeX: i32,
): void {
  fillZeros(dInput, length)
  for (let y = 0; y + sizeY <= height; y += sizeY) {
    for (let x = 0; x + sizeX <= width; x += sizeX) {
      const first = ((y * width + x) * values) << 2
      const end = endOf(dOutput, values)
      let at: usize = first
      for (const wholeEnd = wholeEndOf(dOutput, values); dOutput < wholeEnd; dOutput += 16, at += 16) {
        giveToFirst(dInput + at, dOutput, input + at, values, width, sizeY, sizeX, true)
      }
      for (; dOutput < end; dOutput += 4, at += 4) giveToFirst(dInput + at, dOutput, input + at, values, width, sizeY, sizeX, false)
    }
  }
}

@inline
function giveToFirst(dInput: usize, dOutput: usize, input: usize, values: i32, width: i32, sizeY: i32, sizeX: i32, whole: bool): void {
  let best = loadLanes(input, whole)
  let place = i32x4.splat(0)
  for (let y = 0; y < sizeY; y++) {
    for (let x = 0; x < sizeX; x++) {
      const value = loadLanes(input + (((y * width + x) * values) << 2), whole)
      const isLarger = f32x4.gt(value, best)
      best = v128.bitselect(value, best, isLarger)
      place = v128.bitselect(i32x4.splat(y * sizeX + x), place, isLarger)
    }
  }
  const gradient = loadLanes(dOutput, whole)
  for (let y = 0; y < sizeY; y++) {
    for (let x = 0; x < sizeX; x++) {
      const isPlace = i32x4.eq(place, i32x4.splat(y * sizeX + x))
      storeLanes(dInput + (((y * width + x) * values) << 2), v128.and(gradient, isPlace), whole)
    }
  }
}
