/** Median and spread of repeated measurements. */
export interface Summary {
  readonly median: number
  readonly min: number
  readonly max: number
  readonly count: number
}

export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) throw new RangeError('nothing was measured')
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const median = sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2
  return { median, min: sorted[0]!, max: sorted.at(-1)!, count: sorted.length }
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
