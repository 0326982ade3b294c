/**
 * Which moment is looked into next, so that those known are spread over the run at any time: the ends first, then the middle of the widest gap.
 *
 * @param moments  steps whose weights are kept, rising
 * @param known    those that were looked into
 * @returns null where nothing is left
 */
export function nextMoment(moments: readonly number[], known: ReadonlySet<number>): number | null {
  const ends = [moments[0], moments.at(-1)].find((step) => step !== undefined && !known.has(step))
  if (ends !== undefined) return ends
  let widest = { from: 0, to: 1 }
  let from = 0
  for (const [to, step] of moments.entries()) {
    if (!known.has(step)) continue
    if (to - from > widest.to - widest.from) widest = { from, to }
    from = to
  }
  const middle = (widest.from + widest.to) >> 1
  return middle === widest.from ? null : moments[middle]!
}
