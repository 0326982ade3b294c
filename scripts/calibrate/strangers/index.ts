import type { LabelledImages } from '../../../src/core/images'
import { Random, Stream } from '../../../src/core/random'
import { DIGITS, pixelCount } from '../../../src/core/task'
import { parsePath, type Knot, type KnotLine } from '../../../src/data/digits/path'
import { fit, sampleLines } from '../../../src/data/digits/place'
import { write } from '../../../src/data/digits/writing'
import { pictureFromSheet } from '../../../src/data/drawing'
import type { Point, Stroke } from '../../../src/data/strokes'
import { CHOOSING_LETTERS, PRINTED_LETTERS, TURNABLE, UNSEEN_LETTERS, type Forms } from './letters'
import { patchworkOf } from './patchwork'
import { CHOOSING_SCRIBBLES, doodle, UNSEEN_SCRIBBLES, type Scribble } from './scribbles'

/** Drawings that are no digits, as pictures that the pad would make of them. */
export type Strangers = Pick<LabelledImages, 'name' | 'images'>

type Draw = (random: Random) => readonly Stroke[]

/** Pen of a printed letter as a fraction of its height, how far it leans, and its width over its height. */
const PRINT = {
  side: 0.7,
  pen: { thinnest: 0.07, thickest: 0.24 },
  lean: { least: -0.05, most: 0.25 },
  width: { least: 0.6, most: 1.1 },
  serif: 0.09,
}

const patchwork = patchworkOf(Object.values(CHOOSING_LETTERS).flat())

/** Kinds of drawings by name; each makes as many as are wanted, the forms in turn. */
export const strangerKinds = {
  doodles: { title: 'doodles', forms: scribbled({ doodle }) },
  'choosing-letters': { title: 'letters to choose by', forms: [...written(CHOOSING_LETTERS), ...turned(CHOOSING_LETTERS)] },
  'choosing-scribbles': { title: 'scribbles to choose by', forms: scribbled(CHOOSING_SCRIBBLES) },
  patchwork: { title: 'patchwork', forms: scribbled({ patchwork }) },
  neat: {
    title: 'neat patchwork, doodles and letters to choose by',
    forms: [...neatly({ patchwork, doodle }), ...neatLetters(CHOOSING_LETTERS)],
  },
  letters: { title: 'letters', forms: written(UNSEEN_LETTERS) },
  scribbles: { title: 'scribbles', forms: scribbled(UNSEEN_SCRIBBLES) },
  printed: { title: 'printed letters', forms: printed(PRINTED_LETTERS) },
} as const satisfies Record<string, { readonly title: string; readonly forms: readonly Draw[] }>

export type StrangerKind = keyof typeof strangerKinds

/** One drawing of a kind, as strokes in the unit square. @param number  0, 1, 2 …: another form each, and another hand */
export function drawStranger(kind: StrangerKind, number: number, seed: number): readonly Stroke[] {
  const { forms } = strangerKinds[kind]
  return forms[number % forms.length]!(new Random(seed, Stream.strangers, number))
}

/** @returns the same pictures for the same seed: [count,28,28] */
export function makeStrangers(kind: StrangerKind, count: number, seed: number): Strangers {
  const pixels = pixelCount(DIGITS.input)
  const images = new Uint8Array(count * pixels)
  for (let number = 0; number < count; number++) {
    const picture = pictureFromSheet({ strokes: drawStranger(kind, number, seed) })
    images.set(
      picture.map((ink) => Math.round(255 * ink)),
      number * pixels,
    )
  }
  return { name: strangerKinds[kind].title, images }
}

/** Written down as the built-in digits are: with a slant, a haste and a pen of its own each time. */
function written(letters: Forms): Draw[] {
  return Object.values(letters).flatMap((forms) =>
    forms.map(
      (form): Draw =>
        (random) =>
          write(parsePath(form), random),
    ),
  )
}

/** Letters of no alphabet: mirrored, upside down, on their side. */
function turned(letters: Forms): Draw[] {
  return Object.entries(letters).flatMap(([letter, forms]) =>
    forms.flatMap((form) =>
      turnsOf(letter).map((turn): Draw => {
        const lines = parsePath(form).map((line) => line.map(turn))
        return (random) => write(lines, random)
      }),
    ),
  )
}

type Turn = (knot: Knot) => Knot

function turnsOf(letter: string): Turn[] {
  const mirrored: Turn[] = [(knot) => ({ ...knot, x: 1 - knot.x }), (knot) => ({ ...knot, y: 1 - knot.y })]
  const lying: Turn[] = [({ x, y, sharp }) => ({ x: y, y: 1 - x, sharp }), ({ x, y, sharp }) => ({ x: 1 - y, y: x, sharp })]
  return [...(TURNABLE.mirrored.includes(letter) ? mirrored : []), ...(TURNABLE.lying.includes(letter) ? lying : [])]
}

function scribbled(scribbles: Readonly<Record<string, Scribble>>): Draw[] {
  return Object.values(scribbles).map(
    (scribble): Draw =>
      (random) =>
        write(scribble(random), random),
  )
}

/** The same without haste, as a steady hand draws them. */
function neatly(scribbles: Readonly<Record<string, Scribble>>): Draw[] {
  return Object.values(scribbles).map(
    (scribble): Draw =>
      (random) =>
        draw(sampleLines(scribble(random)), random),
  )
}

function neatLetters(letters: Forms): Draw[] {
  return Object.values(letters).flatMap((forms) =>
    forms.map(
      (form): Draw =>
        (random) =>
          draw(sampleLines(parsePath(form)), random),
    ),
  )
}

/** Neat, in a pen, a width and a slant of its own each time, every other one with serifs. */
function printed(letters: Forms): Draw[] {
  return Object.values(letters).flatMap(([form = '']): Draw[] => {
    const lines = parsePath(form)
    return [false, true].map(
      (hasSerifs): Draw =>
        (random) =>
          draw([...sampleLines(lines), ...(hasSerifs ? lines.flatMap(serifs) : [])], random),
    )
  })
}

/** With a pen, a width and a slant of its own. */
function draw(lines: readonly Point[][], random: Random): Stroke[] {
  const pen = random.uniform(PRINT.pen.thinnest, PRINT.pen.thickest)
  const lean = random.uniform(PRINT.lean.least, PRINT.lean.most)
  const width = random.uniform(PRINT.width.least, PRINT.width.most)
  return fit(
    lines.map((line) => line.map(([x, y]): Point => [width * x - lean * y, y])),
    PRINT.side,
    pen,
  )
}

/** Short bars across the ends of a line that stand on the lower edge or reach the upper one. */
function serifs(line: KnotLine): Point[][] {
  const ends = [line[0]!, line.at(-1)!].filter(({ y }) => y <= 0.05 || y >= 0.95)
  return ends.map(({ x, y }): Point[] => [
    [x - PRINT.serif, y],
    [x + PRINT.serif, y],
  ])
}
