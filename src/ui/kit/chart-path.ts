/** A place in a chart's square: 0 at the left or at the bottom … 1. */
export type ChartPoint = readonly [x: number, y: number]

/** A line through points, as an SVG path in a square whose 0 is at the top. */
export function linePath(points: readonly ChartPoint[]): string {
  return points.map(([x, y], place) => `${place === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(1 - y)}`).join('')
}

/** Short lines of no length, which round caps make dots, however the square is stretched. */
export function dotsPath(points: readonly ChartPoint[]): string {
  return points.map(([x, y]) => `M${rounded(x)} ${rounded(1 - y)}h0`).join('')
}

/** Upright lines, each from a low to a high value. */
export function spansPath(spans: readonly (readonly [x: number, low: number, high: number])[]): string {
  return spans.map(([x, low, high]) => `M${rounded(x)} ${rounded(1 - low)}V${rounded(1 - high)}`).join('')
}

/** The area between two lines over the same places, as a path that is filled. */
export function areaPath(spans: readonly (readonly [x: number, low: number, high: number])[]): string {
  if (spans.length === 0) return ''
  const [above, below] = [spans.map(([x, , high]) => [x, high] as const), spans.map(([x, low]) => [x, low] as const)]
  return `${linePath([...above, ...below.toReversed()])}Z`
}

/** Where a count stands on a logarithmic axis that begins below 1: 0 is at its foot. */
export function logPlace(count: number, top: number): number {
  return count <= 0 ? 0 : Math.log10(2 * count) / Math.log10(2 * top)
}

/** The power of ten at or above a count, at least 10. */
export function powerAbove(count: number): number {
  return 10 ** Math.max(1, Math.ceil(Math.log10(Math.max(1, count))))
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}
