import { elementCount, type Tensor } from '../../core/tensor'
import { emptyOf, numbers, type Call } from './run-values'

/** ONNX's Conv and MaxPool over one or two dimensions, channels before places: [N,C,W] or [N,C,H,W]. */
export function slide({ operator, inputs, attributes }: Call): Tensor {
  const [x, kernel, bias] = inputs
  const [N = 0, C = 0, ...places] = x!.shape
  const [height, width] = twoSizes(places, 1)
  const [windowHeight, windowWidth] = twoSizes(numbers(attributes['kernel_shape']), 1)
  const [down, across] = twoSizes(numbers(attributes['strides']), 1)
  const pads = numbers(attributes['pads'])
  const [top, left] = twoSizes(pads.slice(0, places.length), 0)
  const [bottom, right] = twoSizes(pads.slice(places.length), 0)
  const outHeight = Math.floor((height + top + bottom - windowHeight) / down) + 1
  const outWidth = Math.floor((width + left + right - windowWidth) / across) + 1
  const isPool = operator === 'MaxPool'
  const filters = isPool ? C : kernel!.shape[0]!
  const result = emptyOf([N, filters, ...(places.length === 1 ? [outWidth] : [outHeight, outWidth])])
  const window = windowHeight * windowWidth

  /** Every place of a window that is inside the picture: its index in a channel, and in the window. */
  const visit = (row: number, column: number, see: (place: number, inWindow: number) => void): void => {
    for (let k = 0; k < windowHeight; k++) {
      const y = row * down + k - top
      if (y < 0 || y >= height) continue
      for (let l = 0; l < windowWidth; l++) {
        const at = column * across + l - left
        if (at >= 0 && at < width) see(y * width + at, k * windowWidth + l)
      }
    }
  }

  const channel = height * width
  let index = 0
  for (let n = 0; n < N; n++) {
    for (let filter = 0; filter < filters; filter++) {
      for (let row = 0; row < outHeight; row++) {
        for (let column = 0; column < outWidth; column++) {
          let value = isPool ? -Infinity : (bias?.data[filter] ?? 0)
          visit(row, column, (place, inWindow) => {
            if (isPool) value = Math.max(value, x!.data[(n * C + filter) * channel + place]!)
            else
              for (let c = 0; c < C; c++)
                value += x!.data[(n * C + c) * channel + place]! * kernel!.data[(filter * C + c) * window + inWindow]!
          })
          result.data[index++] = value
        }
      }
    }
  }
  return { shape: result.shape, data: result.data.subarray(0, elementCount(result.shape)) }
}

/** Sizes of two dimensions; along one dimension the other is `otherwise`. */
function twoSizes(sizes: readonly number[], otherwise: number): readonly [number, number] {
  const [first = otherwise, second] = sizes
  return second === undefined ? [otherwise, first] : [first, second]
}
