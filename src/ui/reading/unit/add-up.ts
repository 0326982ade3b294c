/** Rounded numbers that add up as they are written. */

export interface WrittenSum {
  readonly terms: readonly number[]
  readonly sum: number
}

/**
 * Rounds a sum to the nearest, and its terms so that they add up to it: each is off by less than one unit of the last digit, and those with the largest rests are
 * rounded up (Hamilton's method of largest remainders).
 *
 * @param fixed  place of a term that is rounded to the nearest whatever the others are, so that a constant does not flicker beside what changes; -1 for none
 * @returns numbers with at most `digits` digits after the point; what is not finite is left as it is
 */
export function addUp(terms: readonly number[], digits: number, fixed = -1): WrittenSum {
  const total = terms.reduce((sum, term) => sum + term, 0)
  if (!Number.isFinite(total)) return { terms, sum: total }
  const unit = 10 ** digits
  // Adding 0 turns -0 into 0.
  const whole = Math.round(total * unit) + 0
  const floors = terms.map((term, place) => (place === fixed ? Math.round(term * unit) : Math.floor(term * unit)))
  const missing = whole - floors.reduce((sum, floor) => sum + floor, 0)
  const raised = new Set(
    terms
      .map((term, place) => ({ place, rest: term * unit - floors[place]! }))
      .filter(({ place }) => place !== fixed)
      .toSorted((a, b) => b.rest - a.rest)
      .slice(0, missing)
      .map(({ place }) => place),
  )
  return { terms: floors.map((floor, place) => (floor + Number(raised.has(place))) / unit), sum: whole / unit }
}
