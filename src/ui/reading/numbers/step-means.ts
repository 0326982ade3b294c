import type { TraceSignal } from '../../../nn/engine'

/**
 * The mean over all units, step by step.
 *
 * @param signal [T,U]
 * @param of     what is averaged of a value
 * @returns      [T]
 */
export function stepMeans({ shape, data }: TraceSignal, of: (value: number) => number = (value) => value): readonly number[] {
  const [steps = 0, units = 0] = shape
  return Array.from({ length: steps }, (_, step) => {
    let sum = 0
    for (let unit = 0; unit < units; unit++) sum += of(data[step * units + unit]!)
    return sum / units
  })
}
