import type { LabelledStrokes } from '../../data/hand/drawing'
import { pictureFromStrokes } from '../../data/drawing'

/** What the network sees of drawings, each made once. */
const pictures = new WeakMap<LabelledStrokes['strokes'], Float32Array>()

export function pictureOf({ strokes }: Pick<LabelledStrokes, 'strokes'>): Float32Array {
  const known = pictures.get(strokes)
  if (known !== undefined) return known
  const picture = pictureFromStrokes(strokes)
  pictures.set(strokes, picture)
  return picture
}
