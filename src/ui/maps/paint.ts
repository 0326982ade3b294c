/** Numbers to pixels: one cell of a signal is one pixel of an ImageData, coloured from a lookup table. */

/**
 * Colours `values` into `pixels`, one 32-bit RGBA word per value.
 *
 * @param values  any shape, row-major
 * @param pixels  view of an ImageData's bytes, at least as long
 * @param palette RGBA words in memory order, lowest value first
 * @param low     value of the first colour; values below take it too
 * @param high    value of the last colour; values above take it too
 *
 * A value that is not a number takes the first colour with no opacity, so that a broken model looks broken.
 */
export function paintValues(values: Float32Array, pixels: Uint32Array, palette: Uint32Array, low: number, high: number): void {
  const last = palette.length - 1
  const scale = last / (high - low)
  const offset = 0.5 - low * scale
  for (let index = 0; index < values.length; index++) {
    const position = values[index]! * scale + offset
    // `position | 0` truncates towards zero and is 0 for NaN; both ends are clamped before.
    pixels[index] = position !== position ? 0 : palette[position <= 0 ? 0 : position >= last ? last : position | 0]!
  }
}
