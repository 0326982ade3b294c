import { spreadOf } from './spread'

/** A line through points, by rising x. */
export interface Line {
  readonly x: ArrayLike<number>
  /** One for every x. */
  readonly y: ArrayLike<number>
}

/** Several lines as one: their mean, and how far they lie apart. All arrays have one value per point. */
export interface Band {
  readonly x: readonly number[]
  readonly mean: readonly number[]
  /** 0 where there is only one line. */
  readonly deviation: readonly number[]
}

/** Mean and band of lines, at the points of the first one, as far as all of them go. Between its points a line is straight. */
export function bandOf(lines: readonly Line[]): Band {
  const [first] = lines
  const x = first === undefined ? [] : Array.from(first.x).filter((at) => lines.every((line) => isWithin(line, at)))
  const columns = lines.map((line) => valuesAt(line, x))
  const spreads = x.map((_, place) => spreadOf(columns.map((values) => values[place]!)))
  return {
    x,
    mean: spreads.map((spread) => spread?.mean ?? NaN),
    deviation: spreads.map((spread) => spread?.deviation ?? 0),
  }
}

function isWithin({ x }: Line, at: number): boolean {
  return x.length > 0 && at >= x[0]! && at <= x[x.length - 1]!
}

/** @param places  rising, within the line */
function valuesAt({ x, y }: Line, places: readonly number[]): readonly number[] {
  let next = 0
  return places.map((at) => {
    while (next < x.length - 1 && x[next]! < at) next++
    if (next === 0 || x[next] === at) return y[next]!
    const [left, right] = [x[next - 1]!, x[next]!]
    return y[next - 1]! + ((y[next]! - y[next - 1]!) * (at - left)) / (right - left)
  })
}
