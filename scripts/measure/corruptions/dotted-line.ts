import { SIDE, type Corruption } from './picture'
import { addSoftLine } from './soft-line'

/** Columns of a dot, and of the gap before it. */
const DOT = 2

/** A dotted line from the left border to the right one, each end at any height. */
export const dottedLine: Corruption = (ink, random) => {
  const lined = ink.slice()
  const right = SIDE - 1
  addSoftLine(lined, [0, random.integer(right)], [right, random.integer(right)], (x) => Math.floor(x / DOT) % 2 === 1)
  return lined
}
