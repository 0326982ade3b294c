/**
 * Which of `total` things stands at a place of a sample of `count`, spread evenly over them and beginning with the first.
 *
 * @param count  at most `total`: then no thing comes twice
 */
export function spreadIndex(place: number, count: number, total: number): number {
  return Math.floor((place * total) / count)
}
