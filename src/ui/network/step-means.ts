import type { Tensor } from '../../core/tensor'
import type { SignalRole } from '../../nn/spec/definition'

/** Their values are of both signs and would cancel out: their sizes are averaged. */
export const SIGNED: readonly SignalRole[] = ['candidate', 'memory', 'state', 'output']

/**
 * The mean over all units, step by step.
 *
 * @param signal [T,U]
 * @param of     what is averaged of a value
 * @returns      [T]
 */
export function stepMeans(
  { shape, data }: Pick<Tensor, 'shape' | 'data'>,
  of: (value: number) => number = (value) => value,
): readonly number[] {
  const [steps = 0, units = 0] = shape
  return Array.from({ length: steps }, (_, step) => {
    let sum = 0
    for (let unit = 0; unit < units; unit++) sum += of(data[step * units + unit]!)
    return sum / units
  })
}
