import { zipSync } from 'fflate'
import { encodePng } from '../../../core/png/png'
import { yieldToEvents } from '../../../core/yield-to-events'
import type { RecordedTrace } from '../../../nn/spec/trace-file/trace-file'
import { recordedLayers, tracedPicture } from '../../../nn/spec/trace-file/trace-file'
import { inkScale, probabilityScale, scaleOfRole } from '../../kit/scales'
import { colouredPixels, type MapCanvasOptions } from '../../maps/map-canvas'
import { mapValues, sheetAxes } from '../../maps/sheets'
import { layoutSheet, sheetOf, sheetSize } from '../../maps/tiles'
import { isFitted } from '../../network/layers'
import { enlarged } from './svg'

/** Every signal of a reading as a PNG of its own, in the page's colours: a cell is a square, and nothing else is in the picture. */

export interface SignalPicture {
  /** `lstm-i.png` */
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Pixels of a cell where the picture stays within `MOST_PIXELS`. */
const CELL = 8
const MOST_PIXELS = 1_000_000
/** Sheets of many maps are about as wide as a slide. */
const SHEET_WIDTH = 1920

export async function signalPictures(recorded: RecordedTrace): Promise<readonly SignalPicture[]> {
  const { belief } = recorded.trace
  const picture = tracedPicture(recorded)
  const [height = 1, width = 1] = picture.shape
  const [steps = 1, classes = 1] = belief.shape
  const pictures = [
    await pictureOf('picture', picture.data, { scale: inkScale }, { width, height }),
    await pictureOf('belief', belief.data, { scale: probabilityScale }, { width: classes, height: steps }),
  ]
  for (const layer of recordedLayers(recorded)) {
    for (const { declared, data } of layer.signals) {
      const axes = sheetAxes(declared.axes)
      const size = (axis: number): number => declared.shape[axis] ?? 1
      const map = axes.map === null ? { height: 1, width: 1 } : { height: size(axes.map[0]), width: size(axes.map[1]) }
      const set = { map, count: axes.along.reduce((count, axis) => count * size(axis), 1) }
      const layout = layoutSheet({ height: SHEET_WIDTH, ratio: 1, ...set }, SHEET_WIDTH)
      const arrange = (values: Float32Array): Float32Array => sheetOf(layout, set, mapValues(declared, axes, values))
      const painting = { scale: scaleOfRole(declared.role), fitted: isFitted(declared), arrange }
      pictures.push(await pictureOf(`${layer.name}-${declared.name}`, data, painting, sheetSize(layout, map)))
    }
  }
  return pictures
}

/** All of them in one archive. */
export function zipped(pictures: readonly SignalPicture[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(zipSync(Object.fromEntries(pictures.map(({ name, bytes }) => [name, bytes])), { level: 0 }))
}

async function pictureOf(
  name: string,
  values: Float32Array,
  painting: MapCanvasOptions,
  { width: columns, height: rows }: { readonly width: number; readonly height: number },
): Promise<SignalPicture> {
  const cell = Math.max(1, Math.min(CELL, Math.floor(Math.sqrt(MOST_PIXELS / (columns * rows)))))
  await yieldToEvents()
  const pixels = colouredPixels(values, painting, columns * rows)
  await yieldToEvents()
  return { name: `${name}.png`, bytes: await encodePng(enlarged({ columns, rows, pixels, width: columns * cell, height: rows * cell })) }
}
