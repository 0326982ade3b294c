/**
 * The lines of a drawing as an SVG path.
 *
 * @param from  the first line goes on from here
 */
export function strokesPath(lines: readonly (readonly (readonly [number, number])[])[], from?: readonly [number, number]): string {
  return lines
    .map((points, place) => {
      const all = place === 0 && from !== undefined ? [from, ...points] : points
      return curveThrough(all)
    })
    .join('')
}

/** Through the middles between points, as the pad draws. */
function curveThrough(points: readonly (readonly [number, number])[]): string {
  const [first, ...others] = points
  const last = others.at(-1)
  if (first === undefined) return ''
  // A dot is a line that goes nowhere: its round ends are seen.
  if (last === undefined) return `M${first.join(' ')}h0`
  const curves = others.slice(0, -1).map(([x, y], index) => {
    const [nextX, nextY] = others[index + 1]!
    return `Q${x} ${y} ${(x + nextX) / 2} ${(y + nextY) / 2}`
  })
  return `M${first.join(' ')}${curves.join('')}L${last.join(' ')}`
}
