import { summarize } from '../measure'

/** Sums that are timed together: a page's clock may tick only ten times in a millisecond. */
const TOGETHER = 50
const REPEATS = 7

/**
 * Milliseconds of the engine's own thread that a further thread costs in each step: its gradients, which lie in memory that both see, are added up.
 * Parameters are handed on without a copy, and waiting for the answer is no part of it.
 */
export function measureHandover(parameters: number): number {
  const shared = new SharedArrayBuffer(parameters * Float32Array.BYTES_PER_ELEMENT)
  const [gradients, sums] = [new Float32Array(shared).fill(0.5), new Float32Array(parameters)]
  const samples: number[] = []
  for (let repeat = 0; repeat <= REPEATS; repeat++) {
    const begin = performance.now()
    for (let time = 0; time < TOGETHER; time++) {
      for (let index = 0; index < parameters; index++) sums[index]! += gradients[index]!
    }
    // The first ones compile.
    if (repeat > 0) samples.push((performance.now() - begin) / TOGETHER)
  }
  return summarize(samples).median
}
