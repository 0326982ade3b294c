import type { Plane } from './windows'

/** Pixels that hang together. */
export interface Part {
  /** Their number in `labels`. */
  readonly label: number
  readonly area: number
  readonly left: number
  readonly top: number
  /** Last column and row, included. */
  readonly right: number
  readonly bottom: number
  /** How strongly it stands out: the mean of its values, each weighted by itself. */
  readonly strength: number
  /** How much of it there is. */
  readonly energy: number
  /** How many pixels along each border of the picture are its own. */
  readonly touches: readonly [left: number, top: number, right: number, bottom: number]
}

export interface Parts {
  /** [height,width], 0 where there is none. */
  readonly labels: Int32Array
  readonly parts: readonly Part[]
}

/** Finds what hangs together, corner to corner too, where values are at least `least`. */
export function partsOf({ data, width, height }: Plane, least: number): Parts {
  const labels = new Int32Array(data.length)
  const stack: number[] = []
  const parts: Part[] = []
  for (let start = 0; start < data.length; start++) {
    if (labels[start] !== 0 || data[start]! < least) continue
    const label = parts.length + 1
    let [area, sum, energy, left, right, top, bottom] = [0, 0, 0, width, -1, height, -1]
    const touches: [number, number, number, number] = [0, 0, 0, 0]
    labels[start] = label
    stack.push(start)
    for (let pixel = stack.pop(); pixel !== undefined; pixel = stack.pop()) {
      const x = pixel % width
      const y = (pixel - x) / width
      const value = data[pixel]!
      area++
      sum += value
      energy += value * value
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      if (y > bottom) bottom = y
      if (x === 0) touches[0]++
      if (y === 0) touches[1]++
      if (x === width - 1) touches[2]++
      if (y === height - 1) touches[3]++
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const to = v * width + u
          if (labels[to] !== 0 || data[to]! < least) continue
          labels[to] = label
          stack.push(to)
        }
      }
    }
    parts.push({ label, area, left, top, right, bottom, strength: energy / sum, energy, touches })
  }
  return { labels, parts }
}

export function sideOf({ left, right, top, bottom }: Pick<Part, 'left' | 'right' | 'top' | 'bottom'>): number {
  return Math.max(right - left, bottom - top) + 1
}
