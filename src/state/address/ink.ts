import { refuse } from '../../core/decode'
import type { PictureSize } from '../../core/task'
import type { Bytes } from '../../data/byte-reader'
import type { Point, Stroke } from '../../data/strokes'
import { ByteCursor, ByteWriter } from './bytes'
import { AddressError } from './errors'
import { simplify } from './simplify'

/** A drawing as an address has it. */
export interface LinkedStrokes {
  /** In the unit square of the pad. */
  readonly strokes: readonly Stroke[]
  /** Class that a sample was meant to be; null for a visitor's own drawing. */
  readonly label: number | null
}

/** A picture that was put on the pad, as the network reads it. */
export interface LinkedPicture {
  /** [height,width] in 0…1 */
  readonly picture: Float32Array
  readonly label: number | null
}

/** Places along a side of the pad: finer than the pixels of any screen that shows it. */
const GRID = 2048

/** Points that tell nothing new are left out; a share of the pad's side, half a place of the grid. */
const TOLERANCE = 0.5 / GRID

/** What an address may hold; a digit has about 40 points. */
export const INK_LIMITS = { strokes: 200, points: 6_000 } as const

/** Wider is no pen of the page. */
const WIDEST = 0.5

/** No task has as many classes. */
const MOST_LABEL = 999

/** @throws AddressError for a drawing with more in it than an address may hold */
export function writeInk({ strokes, label }: LinkedStrokes): Bytes {
  const lines = strokes
    .filter(({ points }) => points.length > 0)
    .map(({ points, width }) => ({ places: placesOf(simplify(points, TOLERANCE)), width: onGrid(width) }))
  const pointCount = lines.reduce((sum, { places }) => sum + places.length, 0)
  if (lines.length > INK_LIMITS.strokes || pointCount > INK_LIMITS.points) throw new AddressError({ kind: 'largeDrawing' })
  const writer = new ByteWriter()
  writer.unsigned(label === null ? 0 : label + 1)
  writer.unsigned(lines.length)
  let [lastX, lastY] = [0, 0]
  for (const { places, width } of lines) {
    writer.unsigned(width)
    writer.unsigned(places.length)
    for (const [x, y] of places) {
      writer.signed(x - lastX)
      writer.signed(y - lastY)
      ;[lastX, lastY] = [x, y]
    }
  }
  return writer.bytes()
}

/** @throws DecodeError */
export function readInk(bytes: Bytes, path: string): LinkedStrokes {
  const cursor = new ByteCursor(bytes, path)
  const label = readLabel(cursor)
  const strokes: Stroke[] = []
  let left: number = INK_LIMITS.points
  let [x, y] = [0, 0]
  for (let count = cursor.unsigned(INK_LIMITS.strokes); count > 0; count--) {
    const width = cursor.unsigned(GRID * WIDEST) / GRID
    const length = cursor.unsigned(left)
    if (width === 0 || length === 0) return refuse(path, 'a line', length)
    left -= length
    const points: Point[] = []
    for (let point = 0; point < length; point++) {
      x += cursor.signed()
      y += cursor.signed()
      if (x < 0 || x > GRID || y < 0 || y > GRID) return refuse(path, 'points on the pad', `${x}, ${y}`)
      points.push([x / GRID, y / GRID])
    }
    strokes.push({ points, width })
  }
  cursor.end()
  return { strokes, label }
}

export function writePicture({ picture, label }: LinkedPicture): Bytes {
  const header = new ByteWriter()
  header.unsigned(label === null ? 0 : label + 1)
  return Uint8Array.from([...header.bytes(), ...picture.map((grey) => Math.round(255 * grey))])
}

/** @throws DecodeError for a picture of another size */
export function readPicture(bytes: Bytes, { width, height }: PictureSize, path: string): LinkedPicture {
  const cursor = new ByteCursor(bytes, path)
  const label = readLabel(cursor)
  const picture = Float32Array.from(cursor.take(width * height), (grey) => grey / 255)
  cursor.end()
  return { picture, label }
}

function readLabel(cursor: ByteCursor): number | null {
  const label = cursor.unsigned(MOST_LABEL + 1)
  return label === 0 ? null : label - 1
}

function onGrid(value: number): number {
  return Math.round(GRID * value)
}

/** On the grid, each place once in a row. */
function placesOf(points: readonly Point[]): readonly Point[] {
  const places = points.map(([x, y]): Point => [onGrid(x), onGrid(y)])
  return places.filter(([x, y], index) => index === 0 || x !== places[index - 1]![0] || y !== places[index - 1]![1])
}
