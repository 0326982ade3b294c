import type { LabelledImages } from '../../src/core/images'
import { POINT_VALUES, sequenceOf, type PenSequence, type PenSequences } from '../../src/core/sequences'
import { DIGITS, type Task } from '../../src/core/task'
import { WRITING } from '../../src/data/writing/sequence'

/** Drawings as what a reader reads: a row for every point, so that an LSTM goes along the strokes in the order of writing. */

/** In units of movement, what a byte is: finely for the steps of a line, and as far as a lifted pen may jump. */
const SPANS = [2, 12] as const
const AXES = 2
const PENS = 3
const CLASSES = DIGITS.classes.length
const COLUMNS = AXES * SPANS.length + PENS + CLASSES

/** Whether a person or the network wrote what it sees. */
export const WHO: Task = {
  id: 'who-wrote-it',
  classes: [
    { label: 'network', name: 'the network' },
    { label: 'person', name: 'a person' },
  ],
  input: { height: WRITING.most, width: COLUMNS },
}
/** Their places among the classes. */
export const NETWORK = 0
export const PERSON = 1

/** @returns [points,COLUMNS] bytes: Δx and Δy in both spans, the pen as one of three, the wanted class as one of ten; 0 behind the end */
export function rowsOf(sequence: PenSequence, label: number): Uint8Array {
  const rows = new Uint8Array(WRITING.most * COLUMNS)
  for (let at = 0, row = 0; at < sequence.length && row < rows.length; at += POINT_VALUES, row += COLUMNS) {
    for (const [place, span] of SPANS.entries()) {
      for (let axis = 0; axis < AXES; axis++) rows[row + AXES * place + axis] = byteOf(sequence[at + axis]!, span)
    }
    rows[row + AXES * SPANS.length + sequence[at + 2]!] = 255
    rows[row + AXES * SPANS.length + PENS + label] = 255
  }
  return rows
}

/** 1 … 255 for -span … span. */
function byteOf(movement: number, span: number): number {
  return Math.round(128 + 127 * Math.min(1, Math.max(-1, movement / span)))
}

/** Drawings as pictures, all by the same kind of writer. */
export function picturesOf(set: PenSequences, who: number): LabelledImages {
  const size = WRITING.most * COLUMNS
  const images = new Uint8Array(set.labels.length * size)
  for (const [index, label] of set.labels.entries()) images.set(rowsOf(sequenceOf(set, index), label), index * size)
  return { name: set.name, task: WHO, images, labels: new Uint8Array(set.labels.length).fill(who) }
}

/** Both sets as one. */
export function joined(a: LabelledImages, b: LabelledImages): LabelledImages {
  return {
    name: `${a.name} + ${b.name}`,
    task: WHO,
    images: Uint8Array.from([...a.images, ...b.images]),
    labels: Uint8Array.from([...a.labels, ...b.labels]),
  }
}
