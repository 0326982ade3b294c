/**
 * Colours between colours, by CIE L*a*b* of white D50: equal steps look equal.
 *
 * Source: CIE 15:2004; the matrices for sRGB are Bruce Lindbloom's, as in d3-color, which a test compares this with.
 */

/** L*, a*, b*. */
type Lab = readonly [number, number, number]
export type Rgb = readonly [red: number, green: number, blue: number]

/** White D50, whose Y is 1. */
const WHITE_X = 0.96422
const WHITE_Z = 0.82521
/** Where the cube root ends and a straight line begins. */
const EDGE = 6 / 29
const SLOPE = 3 * EDGE * EDGE

/**
 * The colour at a place of a scale, bytes.
 *
 * @param stops     colours as `#rrggbb`, evenly spread over the scale
 * @param position  0…1
 */
export function colorAt(stops: readonly string[], position: number): Rgb {
  const pieces = stops.length - 1
  const piece = Math.max(0, Math.min(pieces - 1, Math.floor(position * pieces)))
  const [from, to] = [toLab(stops[piece] ?? ''), toLab(stops[piece + 1] ?? '')]
  const along = position * pieces - piece
  const between = (index: 0 | 1 | 2): number => from[index] + (to[index] - from[index]) * along
  return toRgb([between(0), between(1), between(2)])
}

function toLab(color: string): Lab {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(color.slice(at, at + 2), 16) / 255))
  const y = compressed(0.2225045 * red + 0.7168786 * green + 0.0606169 * blue)
  const x = compressed((0.4360747 * red + 0.3850649 * green + 0.1430804 * blue) / WHITE_X)
  const z = compressed((0.0139322 * red + 0.0971045 * green + 0.7141733 * blue) / WHITE_Z)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

function toRgb([lightness, a, b]: Lab): Rgb {
  const height = (lightness + 16) / 116
  const [x, y, z] = [WHITE_X * expanded(height + a / 500), expanded(height), WHITE_Z * expanded(height - b / 200)]
  return [
    byte(3.1338561 * x - 1.6168667 * y - 0.4906146 * z),
    byte(-0.9787684 * x + 1.9161415 * y + 0.033454 * z),
    byte(0.0719453 * x - 0.2289914 * y + 1.4052427 * z),
  ]
}

function compressed(share: number): number {
  return share > EDGE ** 3 ? Math.cbrt(share) : share / SLOPE + 4 / 29
}

function expanded(value: number): number {
  return value > EDGE ? value ** 3 : SLOPE * (value - 4 / 29)
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}

function byte(channel: number): number {
  const value = channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055
  return Math.max(0, Math.min(255, Math.round(255 * value)))
}
