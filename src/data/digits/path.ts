/** A point the pen passes through; at a `sharp` one it turns a corner. */
export interface Knot {
  readonly x: number
  readonly y: number
  readonly sharp: boolean
}

/** What the pen passes through between touching down and lifting. */
export type KnotLine = readonly Knot[]

/**
 * Reads the notation in which `hands/` writes shapes down: knots `x,y` in hundredths of a digit's height (x to the right, y
 * down), `!` after a knot for a corner, `|` where the pen is lifted.
 *
 * @throws SyntaxError names the word that is not a knot
 */
export function parsePath(text: string): readonly KnotLine[] {
  return text.split('|').map((line) => line.trim().split(/\s+/).map(parseKnot))
}

function parseKnot(word: string): Knot {
  const match = /^(-?\d+),(-?\d+)(!?)$/.exec(word)
  if (match === null) throw new SyntaxError(`A knot is written "x,y" or "x,y!", not "${word}"`)
  return { x: Number(match[1]) / 100, y: Number(match[2]) / 100, sharp: match[3] === '!' }
}
