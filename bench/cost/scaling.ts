import { cutBatch } from '../../src/nn/engines/cpu/pool/slices.ts'
import type { Point } from './points.ts'

/** How a training step gets faster with threads that this machine does not have, put together from parts that were measured. */

export const MOST_THREADS = 8

export interface Scaling {
  readonly threads: number
  /** Examples of the own thread, and of the largest slice besides. */
  readonly own: number
  readonly other: number
  /** Milliseconds of a step, from the parts. */
  readonly simulated: number
  /** How many times one thread's speed that is. */
  readonly times: number
  /** The same as it was measured; null for more threads than there are cores. */
  readonly measured: number | null
}

export interface Parts {
  readonly point: Point
  /** Milliseconds of a whole step of so many examples on one thread. */
  readonly steps: ReadonlyMap<number, number>
  /** Milliseconds of a step of all examples on two threads. */
  readonly two: number
  /** Milliseconds of the engine's own thread for each further one. */
  readonly handover: number
  /** Of a whole step by the number of threads, as far as they were measured. */
  readonly measured: ReadonlyMap<number, number>
}

/** Examples of the own thread and of the largest slice besides, for 1 … 8 threads that share memory. */
export function slicesOf({ batch }: Point): readonly { readonly own: number; readonly other: number }[] {
  return Array.from({ length: MOST_THREADS }, (_, place) => {
    const [own, ...others] = cutBatch(batch, place + 1).map(({ count }) => count)
    return { own: own!, other: Math.max(0, ...others) }
  })
}

/**
 * The slice that ends last decides, and the own thread adds up what one helper after the other has found. What two threads need beyond that is waiting
 * for each other, which is the same for all helpers at once. Caches and memory that cores share are left out.
 */
export function simulate({ point, steps, two, handover, measured }: Parts): readonly Scaling[] {
  const slices = slicesOf(point)
  const stepOf = (examples: number): number => {
    const step = steps.get(examples)
    if (step === undefined) throw new RangeError(`no step of ${examples} examples was measured`)
    return step
  }
  const waiting = Math.max(0, two - stepOf(slices[1]!.other) - handover)
  const one = stepOf(slices[0]!.own)
  return slices.map(({ own, other }, place) => {
    const simulated = place === 0 ? one : Math.max(stepOf(own), stepOf(other) + waiting) + place * handover
    const time = measured.get(place + 1)
    return { threads: place + 1, own, other, simulated, times: one / simulated, measured: time === undefined ? null : one / time }
  })
}
