import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { taskOf, type PictureSize } from '../../src/core/task'
import { plainDigit } from '../../src/data/digits/generate'
import { findInk } from '../../src/data/drawing/finding/find-ink'
import { backdropOf } from '../../src/data/drawing/finding/sheet-of'
import { pictureFromStrokes } from '../../src/data/drawing/picture'
import { pictureFromSheet, SHEET_SIDE } from '../../src/data/drawing/sheet'
import { createEngine, type ModelSpec } from '../../src/nn'
import { traceCsv } from '../../src/nn/spec/trace-file/trace-csv'
import { type RecordedTrace, traceJson } from '../../src/nn/spec/trace-file/trace-file'
import type { Checkpoint } from '../../src/train/checkpoint'
import { formatFor } from '../../src/ui/kit/format'
import { loadMessages, messagesFor } from '../../src/ui/kit/messages/dictionaries'
import { ownColumns } from '../../src/ui/maps/unit-columns'
import { modelView } from '../../src/ui/network/layers'
import { readingFigure } from '../../src/ui/reading/save/reading-figure'
import { type FigureStyle, figureStyle } from '../../src/ui/reading/save/scene'
import { signalPictures } from '../../src/ui/reading/save/signal-pictures'
import { figureSvg } from '../../src/ui/reading/save/svg'
import { decodePng } from '../animation/decode-png'
import { ROOT } from '../headless'

/** A model's reading of one picture as files, by the page's own code. */

export const readingFormats = ['trace-json', 'trace-csv', 'trace-png', 'reading-svg'] as const
export type ReadingFormat = (typeof readingFormats)[number]

export interface ReadingRequest {
  readonly format: ReadingFormat
  /** A class that is written in a plain hand, or the path of a PNG. */
  readonly picture: string
  readonly theme: 'light' | 'dark'
}

/** One file without a name, or files with names for a folder. */
export type ReadingFiles = Uint8Array | readonly { readonly name: string; readonly bytes: Uint8Array }[]

export async function readingFiles(
  { spec, name, parameters }: Checkpoint,
  { format, picture, theme }: ReadingRequest,
): Promise<ReadingFiles> {
  const image = /^\d$/.test(picture) ? digitOf(Number(picture), spec) : await pictureIn(picture, taskOf(spec).input)
  const engine = await createEngine('cpu', { threads: 1 })
  try {
    const model = await engine.createModel(spec, { parameters })
    const recorded: RecordedTrace = { model: { name, spec }, trace: await model.trace(image) }
    switch (format) {
      case 'trace-json':
        return await traceJson(recorded)
      case 'trace-csv':
        return await traceCsv(recorded)
      case 'trace-png':
        return await signalPictures(recorded)
      case 'reading-svg':
        return await figureSvg(await figureOf(recorded, theme))
      default:
        return format satisfies never
    }
  } finally {
    engine.dispose()
  }
}

/** The picture that the page makes of a digit that it writes itself. */
function digitOf(label: number, spec: ModelSpec): Float32Array {
  const { id, classes, input } = taskOf(spec)
  if (id !== 'digits') {
    throw new Error(`This model is for ${classes.length} classes of “${id}”, which are no digits: name a PNG with --digit FILE.png.`)
  }
  return pictureFromStrokes(plainDigit(label), input)
}

/** The digit in a picture, found as the page finds it; a picture as large as the model's own is taken as it is, ink white. */
async function pictureIn(path: string, input: PictureSize): Promise<Float32Array> {
  const { width, height, data } = decodePng(await readFile(path))
  if (width === input.width && height === input.height) {
    return Float32Array.from(
      { length: width * height },
      (_, pixel) => (data[4 * pixel]! + data[4 * pixel + 1]! + data[4 * pixel + 2]!) / 765,
    )
  }
  const found = findInk(new Uint8ClampedArray(data), width, height)
  if (found.kind !== 'ink') throw new Error(`${path}: expected one digit, found ${found.kind === 'blank' ? 'none' : 'several things'}.`)
  return pictureFromSheet({ strokes: [], backdrop: backdropOf(found.ink, SHEET_SIDE) }, input)
}

async function figureOf({ model, trace }: RecordedTrace, theme: 'light' | 'dark') {
  await loadMessages('en')
  const view = modelView(model.spec)
  return readingFigure({
    name: model.name,
    model: view,
    trace,
    layers: view.layers,
    columnsOf: () => ownColumns,
    messages: messagesFor('en'),
    format: formatFor('en'),
    language: 'en',
    ...(await styleOf(theme)),
    share: 1,
  })
}

/** The page's colours and faces, of its style sheet. */
async function styleOf(theme: 'light' | 'dark'): Promise<FigureStyle> {
  const tokens = await readFile(join(ROOT, 'src/ui/kit/tokens.css'), 'utf8')
  const value = (name: string): string => {
    const found = new RegExp(`--${name}:\\s*([^;]+);`).exec(tokens)?.[1]
    if (found === undefined) throw new Error(`tokens.css has no --${name}`)
    return found.replaceAll(/\s+/g, ' ')
  }
  const colour = (name: string): string => {
    const [, light, dark] = /^light-dark\((#\w+), (#\w+)\)$/.exec(value(name)) ?? [null, value(name), value(name)]
    return (theme === 'light' ? light : dark) ?? ''
  }
  return figureStyle(colour, (name) => value(`font-${name}`))
}
