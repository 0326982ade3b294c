import { cutBatch } from '../../src/nn/engines/cpu/pool/slices.ts'

/** How a training step gets faster with threads that this machine does not have, put together from parts that were measured. */

export const MOST_THREADS = 8

export interface Scaling {
  readonly threads: number
  /** Examples of the largest slice. */
  readonly slice: number
  /** Milliseconds of a step, from the parts. */
  readonly simulated: number
  /** How many times one thread's speed that is. */
  readonly times: number
  /** The same as it was measured; null for more threads than there are cores. */
  readonly measured: number | null
}

export interface Parts {
  /** Of a whole batch. */
  readonly examples: number
  /** Milliseconds of a whole step of so many examples on one thread. */
  readonly steps: ReadonlyMap<number, number>
  /** Milliseconds of a step of all examples on two threads. */
  readonly two: number
  /** Milliseconds of the engine's own thread for each further one. */
  readonly handover: number
  /** Of a whole step by the number of threads, as far as they were measured. */
  readonly measured: ReadonlyMap<number, number>
}

/** Examples of the largest slice for 1 … 8 threads. */
export function slicesOf(examples: number): readonly number[] {
  return Array.from({ length: MOST_THREADS }, (_, place) => Math.max(...cutBatch(examples, place + 1).map(({ count }) => count)))
}

/**
 * The largest slice decides, everybody computes at the same time, and the own thread tells and adds up one helper after the other. What two threads need
 * beyond that is waiting for messages, which all helpers' have at once. Caches and memory that cores share are left out.
 */
export function simulate({ examples, steps, two, handover, measured }: Parts): readonly Scaling[] {
  const slices = slicesOf(examples)
  const stepOf = (examples: number): number => {
    const step = steps.get(examples)
    if (step === undefined) throw new RangeError(`no step of ${examples} examples was measured`)
    return step
  }
  const waiting = Math.max(0, two - stepOf(slices[1]!) - handover)
  const one = stepOf(slices[0]!)
  return slices.map((slice, place) => {
    const simulated = stepOf(slice) + (place === 0 ? 0 : waiting + place * handover)
    const time = measured.get(place + 1)
    return { threads: place + 1, slice, simulated, times: one / simulated, measured: time === undefined ? null : one / time }
  })
}
