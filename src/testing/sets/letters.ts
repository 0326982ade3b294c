import type { DataSet, LabelledImages } from '../../core/images'
import { Random, Stream } from '../../core/random'
import { pixelCount, type Task } from '../../core/task'
import { pictureWithPen, ownPen } from '../../data/drawing/picture'
import type { SetDefinition } from '../../data/sets/definition'
import type { Point, Stroke } from '../../data/strokes'

/** Lines of capital letters in a square of 100 by 100: `x,y x,y | x,y …`, a bar between two strokes. */
const LINES: Readonly<Record<string, string>> = {
  A: '5,100 50,0 95,100 | 22,65 78,65',
  B: '10,0 10,100 70,95 85,75 60,50 10,50 | 60,50 75,25 60,3 10,0',
  C: '90,15 55,0 20,20 10,50 20,80 55,100 90,85',
  D: '10,0 10,100 60,95 90,50 60,5 10,0',
  E: '90,0 10,0 10,100 90,100 | 10,50 70,50',
  F: '90,0 10,0 10,100 | 10,50 70,50',
  G: '90,15 50,0 15,25 10,60 30,95 70,98 90,75 90,55 55,55',
  H: '10,0 10,100 | 90,0 90,100 | 10,50 90,50',
  I: '25,0 75,0 | 50,0 50,100 | 25,100 75,100',
  J: '35,0 95,0 | 70,0 70,80 50,100 25,95 12,75',
  K: '10,0 10,100 | 90,0 10,55 90,100',
  L: '10,0 10,100 90,100',
  M: '5,100 12,0 50,60 88,0 95,100',
  N: '10,100 10,0 90,100 90,0',
  O: '50,0 15,20 5,50 15,80 50,100 85,80 95,50 85,20 50,0',
  P: '10,100 10,0 65,3 88,25 65,50 10,52',
  Q: '50,0 15,20 5,50 15,80 50,100 85,80 95,50 85,20 50,0 | 60,65 100,105',
  R: '10,100 10,0 65,3 85,25 60,48 10,50 | 45,50 92,100',
  S: '88,12 55,0 18,12 20,38 75,58 88,82 50,100 10,88',
  T: '5,0 95,0 | 50,0 50,100',
  U: '10,0 10,70 30,97 70,97 90,70 90,0',
  V: '5,0 50,100 95,0',
  W: '2,0 25,100 50,30 75,100 98,0',
  X: '10,0 90,100 | 90,0 10,100',
  Y: '8,0 50,50 92,0 | 50,50 50,100',
  Z: '10,0 90,0 10,100 90,100',
}

const NAMES = Object.keys(LINES)

/** Which capital letter is it: a task that the page has never heard of. */
export const LETTERS: Task = {
  id: 'letters',
  classes: NAMES.map((label) => ({ label, name: `capital ${label}` })),
  input: { height: 28, width: 28 },
}

/** How far a letter's points move, of 100, and its pen of the unit square. */
const JITTER = 6
const PEN = 0.07

/** A letter on the pad. @param random  moves its points; without it the letter is neat */
export function letterStrokes(label: number, random?: Random): Stroke[] {
  const move = (): number => (random === undefined ? 0 : random.uniform(-JITTER, JITTER))
  const point = (text: string): Point => {
    const [x = 0, y = 0] = text.split(',').map(Number)
    return [0.2 + (0.6 * (x + move())) / 100, 0.2 + (0.6 * (y + move())) / 100]
  }
  return (LINES[NAMES[label] ?? ''] ?? '').split(' | ').map((line) => ({ points: line.split(' ').map(point), width: PEN }))
}

/** @param first  of the seeds' streams, so that training and test letters share none */
function lettersOf(name: string, count: number, first: number): LabelledImages {
  const pixels = pixelCount(LETTERS.input)
  const set = { name, task: LETTERS, images: new Uint8Array(count * pixels), labels: new Uint8Array(count) }
  for (let index = 0; index < count; index++) {
    const label = index % NAMES.length
    const strokes = letterStrokes(label, new Random(1, Stream.sample, first + index))
    set.labels[index] = label
    set.images.set(
      pictureWithPen(strokes, ownPen(strokes), LETTERS.input).map((ink) => Math.round(255 * ink)),
      index * pixels,
    )
  }
  return set
}

export function lettersDataSet(train: number, test: number): DataSet {
  return { train: lettersOf('Letters, training', train, 0), test: lettersOf('Letters, test', test, 1e6) }
}

/** A data set as a build for tests has it: this file, and a line in `index.ts`. */
export const letters: SetDefinition = {
  task: LETTERS,
  title: 'Letters',
  licence: 'MIT, as this project, whose tests make them',
  isMade: true,
  standIn: null,
  load: async ({ limit = 520 }) => ({ dataset: lettersDataSet(limit, Math.min(limit, 260)), origin: 'generator', failures: [] }),
  sample: async (count) => lettersDataSet(0, count).test,
}
