import type { Tensor } from '../../core/tensor'
import type { SignalDeclaration, SignalRole } from '../../nn/spec/definition'
import type { Messages } from '../kit/messages/messages'

/** Their values are of both signs and would cancel out: their sizes are averaged. */
const SIGNED: readonly SignalRole[] = ['candidate', 'memory', 'state', 'output']

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

/** A signal's mean over all units as a column of a table: of one of both signs the mean size, and named so. Without a recording it has no values. */
export function meansColumn(
  signal: Pick<Tensor, 'shape' | 'data'> | null,
  { symbol, role }: Pick<SignalDeclaration, 'symbol' | 'role'>,
  words: Messages['reading']['numbers'],
): { readonly title: string; readonly means: readonly number[] } {
  const isSigned = SIGNED.includes(role)
  return {
    title: isSigned ? words.meanSize(symbol) : words.mean(symbol),
    means: signal === null ? [] : stepMeans(signal, isSigned ? Math.abs : undefined),
  }
}
