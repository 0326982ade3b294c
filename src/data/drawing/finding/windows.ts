import type { Ink } from '../raster'

/** Numbers on a rectangle of pixels, [height,width]. */
export type Plane = Ink

/** Largest (`sign` 1) or smallest (−1) value within `radius` along rows; beyond its ends a row goes on as it ends. */
function extremeAlongRows({ data, width, height }: Plane, radius: number, sign: 1 | -1): Plane {
  const result = new Float32Array(data.length)
  const queue = new Int32Array(width)
  for (let row = 0; row < height; row++) {
    const start = row * width
    let first = 0
    let last = 0
    let next = 0
    for (let column = 0; column < width; column++) {
      for (const end = Math.min(width - 1, column + radius); next <= end; next++) {
        const value = sign * data[start + next]!
        while (last > first && sign * data[start + queue[last - 1]!]! <= value) last--
        queue[last++] = next
      }
      if (queue[first]! < column - radius) first++
      result[start + column] = data[start + queue[first]!]!
    }
  }
  return { data: result, width, height }
}

/** The same along columns, eight of which are neighbours in memory. */
function extremeAlongColumns(plane: Plane, radius: number, sign: 1 | -1): Plane {
  return transposed(extremeAlongRows(transposed(plane), radius, sign))
}

export function transposed({ data, width, height }: Plane): Plane {
  const result = new Float32Array(data.length)
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) result[column * height + row] = data[row * width + column]!
  return { data: result, width: height, height: width }
}

/**
 * The ground under what is darker: everything dark that a square of this radius does not fit into is filled with what lies around it, and all that is
 * larger, a shadow, a desk, stays as it is, with its edges where they are. A pixel at the border counts as if the picture went on like it.
 * (Closing by a square.)
 */
export function closing(plane: Plane, radius: number): Plane {
  const rows = extremeAlongRows(plane, radius, 1)
  const largest = extremeAlongColumns(rows, radius, 1)
  const back = extremeAlongRows(largest, radius, -1)
  return extremeAlongColumns(back, radius, -1)
}

/** What is left of a plane where it is high over more than `2 · radius + 1` pixels of its column. (Opening along columns.) */
export function openedAlongColumns(plane: Plane, radius: number): Plane {
  const turned = transposed(plane)
  return transposed(extremeAlongRows(extremeAlongRows(turned, radius, -1), radius, 1))
}

/** Mean of three by three, which takes the grain of a camera. */
export function smoothed({ data, width, height }: Plane): Plane {
  const across = new Float32Array(data.length)
  for (let row = 0; row < height; row++) {
    const start = row * width
    for (let column = 0; column < width; column++) {
      const left = data[start + Math.max(0, column - 1)]!
      const right = data[start + Math.min(width - 1, column + 1)]!
      across[start + column] = (left + 2 * data[start + column]! + right) / 4
    }
  }
  const result = new Float32Array(data.length)
  for (let row = 0; row < height; row++) {
    const above = Math.max(0, row - 1) * width
    const below = Math.min(height - 1, row + 1) * width
    for (let column = 0; column < width; column++) {
      result[row * width + column] = (across[above + column]! + 2 * across[row * width + column]! + across[below + column]!) / 4
    }
  }
  return { data: result, width, height }
}
