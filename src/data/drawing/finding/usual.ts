import type { LabPlanes } from './lab'

/** Side of the small picture on which the usual colours are looked up. */
const GRID = 36

/** Share of that side around a place that decides what is usual there: wide enough that no digit is the most of it. */
const AROUND = 0.44

/** What colour is usual around each place: medians over wide windows, on a small grid. */
export interface Usual {
  readonly width: number
  readonly height: number
  /** [height,width] per plane. */
  readonly l: Float32Array
  readonly a: Float32Array
  readonly b: Float32Array
  /** The small picture itself. */
  readonly own: Pick<LabPlanes, 'l' | 'a' | 'b'>
}

export function usualColours(planes: LabPlanes): Usual {
  const scale = GRID / Math.max(planes.width, planes.height)
  const width = Math.max(1, Math.round(planes.width * scale))
  const height = Math.max(1, Math.round(planes.height * scale))
  const own = {
    l: sampled(planes.l, planes, width, height),
    a: sampled(planes.a, planes, width, height),
    b: sampled(planes.b, planes, width, height),
  }
  const l = medians(own.l, width, height)
  const a = medians(own.a, width, height)
  return { width, height, l, a, b: medians(own.b, width, height), own }
}

/** The nearest pixel of each cell's middle. */
function sampled(data: Float32Array, { width, height }: LabPlanes, columns: number, rows: number): Float32Array {
  return Float32Array.from({ length: columns * rows }, (_, cell) => {
    const x = Math.min(width - 1, Math.floor((((cell % columns) + 0.5) * width) / columns))
    const y = Math.min(height - 1, Math.floor(((Math.floor(cell / columns) + 0.5) * height) / rows))
    return data[y * width + x]!
  })
}

function medians(data: Float32Array, width: number, height: number): Float32Array {
  const reach = Math.round((AROUND * Math.max(width, height)) / 2)
  const window = new Float32Array((2 * reach + 1) ** 2)
  return data.map((_, cell) => {
    const x = cell % width
    const y = Math.floor(cell / width)
    let count = 0
    for (let v = Math.max(0, y - reach); v <= Math.min(height - 1, y + reach); v++) {
      for (let u = Math.max(0, x - reach); u <= Math.min(width - 1, x + reach); u++) window[count++] = data[v * width + u]!
    }
    return window.subarray(0, count).toSorted()[count >> 1]!
  })
}
