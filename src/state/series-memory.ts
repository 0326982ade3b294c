/** Points that are kept of a run, however long it is: more than a chart is wide, in 52 bytes each. */
export const MOST_KEPT = 8192

/** The first steps are kept one by one, since the loss falls fastest then, and so are the newest. */
const FIRST = 1024
const NEWEST = 2048

/** One value per point. A point stands for one step, or for `counts` steps in a row. */
export type SeriesMemory = ReturnType<typeof allocate>

export function allocate() {
  const floats = () => new Float32Array(MOST_KEPT)
  return {
    steps: new Float64Array(MOST_KEPT),
    counts: new Uint32Array(MOST_KEPT),
    loss: floats(),
    lossLow: floats(),
    lossHigh: floats(),
    smoothLoss: floats(),
    accuracy: floats(),
    accuracyLow: floats(),
    accuracyHigh: floats(),
    smoothAccuracy: floats(),
    seconds: floats(),
  }
}

/**
 * Joins neighbours between the first and the newest points, as long as a point stands for no more than so many steps.
 *
 * @returns how many points are left
 */
export function joinNeighbours(memory: SeriesMemory, length: number, mostSteps: number): number {
  const { counts } = memory
  let last = FIRST - 1
  for (let place = FIRST; place < length; place++) {
    const isJoined = last >= FIRST && place < length - NEWEST && counts[last]! + counts[place]! <= mostSteps
    if (isJoined) join(memory, last, place)
    else move(memory, ++last, place)
  }
  return last + 1
}

function move(memory: SeriesMemory, to: number, from: number): void {
  if (to === from) return
  for (const values of Object.values(memory)) values[to] = values[from]!
}

/** Means are of all steps, extremes stay, and the rest is as after the last step. */
function join(memory: SeriesMemory, into: number, next: number): void {
  const { steps, counts, loss, lossLow, lossHigh, smoothLoss, accuracy, accuracyLow, accuracyHigh, smoothAccuracy, seconds } = memory
  const share = counts[next]! / (counts[into]! + counts[next]!)
  loss[into] = (1 - share) * loss[into]! + share * loss[next]!
  accuracy[into] = (1 - share) * accuracy[into]! + share * accuracy[next]!
  lossLow[into] = Math.min(lossLow[into]!, lossLow[next]!)
  lossHigh[into] = Math.max(lossHigh[into]!, lossHigh[next]!)
  accuracyLow[into] = Math.min(accuracyLow[into]!, accuracyLow[next]!)
  accuracyHigh[into] = Math.max(accuracyHigh[into]!, accuracyHigh[next]!)
  for (const values of [steps, smoothLoss, smoothAccuracy, seconds]) values[into] = values[next]!
  counts[into] = counts[into]! + counts[next]!
}
