/** Units and steps as people write them: counted from 1, ranges with both ends, `1–32, 41`. */

/**
 * @param count  how many there are
 * @returns      places from 0, ascending, each once; null for what is no list of places of 1 … count
 */
export function parsePlaces(text: string, count: number): readonly number[] | null {
  const places = new Set<number>()
  for (const part of text.split(/[,;，、；]/)) {
    const range = /^\s*(\d+)\s*(?:[-–—~]\s*(\d+)\s*)?$/.exec(part)
    if (range === null) return null
    const first = Number(range[1])
    const last = Number(range[2] ?? range[1])
    if (first < 1 || last < first || last > count) return null
    for (let place = first; place <= last; place++) places.add(place - 1)
  }
  return [...places].toSorted((a, b) => a - b)
}

/**
 * @param places from 0, ascending
 * @param list   puts the parts one after another, as the visitor's language does
 */
export function formatPlaces(places: readonly number[], list = (parts: readonly string[]) => parts.join(', ')): string {
  const parts: string[] = []
  for (let at = 0; at < places.length; at++) {
    const first = places[at]!
    while (places[at + 1] === places[at]! + 1) at++
    const last = places[at]!
    parts.push(first === last ? `${first + 1}` : `${first + 1}–${last + 1}`)
  }
  return list(parts)
}
