/** Fewer rows than timesteps: where a map has less height than steps, each of its rows stands for some of them. */

/** What a row shows of its steps: their mean, or the value farthest from 0, so that nothing that happened is lost. */
export type Thinning = 'mean' | 'strongest'

/**
 * @param values       [steps,columns]
 * @param stepsPerRow  1 gives `values` themselves
 * @returns            [⌈steps/stepsPerRow⌉,columns]; the last row may stand for fewer
 */
export function thinRows(values: Float32Array, columns: number, stepsPerRow: number, how: Thinning): Float32Array {
  if (stepsPerRow === 1) return values
  const steps = values.length / columns
  const rows = Math.ceil(steps / stepsPerRow)
  const thin = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const first = row * stepsPerRow
    const last = Math.min(first + stepsPerRow, steps)
    for (let column = 0; column < columns; column++) {
      let sum = 0
      let strongest = 0
      for (let step = first; step < last; step++) {
        const value = values[step * columns + column]!
        sum += value
        // A value that is not a number wins, and stays: a broken model looks broken.
        if (!Number.isNaN(strongest) && !(Math.abs(value) <= Math.abs(strongest))) strongest = value
      }
      thin[row * columns + column] = how === 'mean' ? sum / (last - first) : strongest
    }
  }
  return thin
}
