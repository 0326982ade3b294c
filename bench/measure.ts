/** Median and spread of repeated measurements. */
export interface Summary {
  readonly median: number
  readonly min: number
  readonly max: number
  readonly count: number
}

/** @throws RangeError when there is nothing to summarize */
export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) throw new RangeError('nothing was measured')
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const median = sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return { median, min: sorted[0]!, max: sorted[sorted.length - 1]!, count: sorted.length }
}

/** Browsers round their clock, to 0.1 ms on pages that are not isolated: shorter work is timed several runs at once. */
const SHORTEST_SAMPLE_MS = 5

/**
 * Runs work again and again until its time box is full, at least once.
 *
 * @param milliseconds  no run begins later
 * @returns median milliseconds of a run
 */
export async function medianWithin(milliseconds: number, work: () => Promise<unknown>): Promise<number> {
  const samples: number[] = []
  const begin = performance.now()
  let now = begin
  do {
    const start = now
    let runs = 0
    do {
      await work()
      runs++
      now = performance.now()
    } while (now - start < SHORTEST_SAMPLE_MS)
    samples.push((now - start) / runs)
  } while (now - begin < milliseconds)
  return summarize(samples).median
}

/**
 * The rate of something at a size that takes long enough to be timed.
 *
 * @param shortest  milliseconds that a measurement must last; the size is doubled until it does
 * @param measure   milliseconds for this size
 * @returns size per second: the best of `repeats`, since whatever else the machine does only takes away
 */
export async function bestRate(shortest: number, repeats: number, measure: (size: number) => Promise<number>): Promise<number> {
  let size = 1
  // The first run of a size may have something to prepare.
  await measure(size)
  while ((await measure(size)) < shortest) size *= 2
  let best = 0
  for (let repeat = 0; repeat < repeats; repeat++) best = Math.max(best, (1000 * size) / (await measure(size)))
  return best
}

/** Milliseconds of each of `count` runs, after `warmUp` that do not count. */
export async function time(count: number, warmUp: number, work: () => Promise<unknown>): Promise<Summary> {
  const values: number[] = []
  for (let run = 0; run < warmUp + count; run++) {
    const begin = performance.now()
    await work()
    if (run >= warmUp) values.push(performance.now() - begin)
  }
  return summarize(values)
}
