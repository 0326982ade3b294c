import { inkScale, scaleOfRole } from '../../kit/scales'
import { colouredPixels } from '../../maps/map-canvas'
import { mapValues, sheetCaption, sheetOfSignal } from '../../maps/sheets'
import { layoutTiles, sheetOf, sheetSize } from '../../maps/tiles'
import { findSignal, isFitted, type LayerView, type PictureLayer, pictureOf } from '../../network/layers'
import { signalWords } from '../../network/words'
import type { FigureInput } from './figure-input'
import type { Mark } from './scene'
import { type Block, RATIO, symbolTitle } from './sequence-block'

/** The maps of layers that keep no time, and sheets of signals of any other axes. */

const TITLE = { height: 58, baseline: 38 } as const
const CAPTION = { height: 42, baseline: 30, size: 21 } as const
const SPACE = 48

interface RoomOfBlock {
  readonly width: number
  readonly height: number
}

/** The drawing, and beside or under it all maps of the layer. */
export function pictureBlock(input: FigureInput, layer: PictureLayer, left: number, top: number, room: RoomOfBlock): Block {
  const { model, trace, messages } = input
  const picture = model.task.input
  const set = { map: { height: layer.height, width: layer.width }, count: layer.units }
  const layout = layoutTiles({ width: room.width / RATIO, height: room.height / RATIO, ratio: RATIO, ...set, pixels: picture.width })
  const signal = layer.signals[0]!
  const size = sheetSize(layout, set.map)
  const digit = { width: picture.width * layout.pixel, height: picture.height * layout.pixel }
  const sheet = { width: size.width * layout.cell, height: size.height * layout.cell }
  const at = layout.isStacked ? { x: left, y: top + TITLE.height + digit.height + SPACE } : { x: left + digit.width + SPACE, y: top }
  const { name } = signalWords(messages, layer.kind, signal)
  const values = findSignal(trace, layer, signal.name)?.data ?? null
  const painting = {
    scale: scaleOfRole(signal.role),
    fitted: isFitted(signal),
    arrange: (all: Float32Array) => sheetOf(layout, set, all),
  }
  const drawn = colouredPixels(
    trace.input.data,
    { scale: inkScale, arrange: (all) => pictureOf(model, all) },
    picture.width * picture.height,
  )
  const marks: Mark[] = [
    ...symbolTitle(input, 'x', messages.reading.maps.digit, left, top + TITLE.baseline, digit.width),
    { kind: 'map', x: left, y: top + TITLE.height, ...digit, columns: picture.width, rows: picture.height, pixels: drawn },
    ...symbolTitle(input, signal.symbol, name === signal.symbol ? '' : name, at.x, at.y + TITLE.baseline, room.width / 2),
    {
      kind: 'map',
      x: at.x,
      y: at.y + TITLE.height,
      ...sheet,
      columns: size.width,
      rows: size.height,
      pixels: colouredPixels(values, painting, size.width * size.height),
    },
  ]
  const bottom = Math.max(top + TITLE.height + digit.height, at.y + TITLE.height + sheet.height)
  return { height: bottom + 24 - top, marks }
}

/** Every signal of a layer that is no map over time and no picture, under one another. */
export function sheetBlocks(input: FigureInput, layer: LayerView, left: number, top: number, room: RoomOfBlock): Block {
  const { messages, trace, colours } = input
  const marks: Mark[] = []
  let y = top
  for (const signal of layer.others) {
    const { axes, set, layout } = sheetOfSignal(signal, { width: room.width / RATIO, height: room.height / RATIO, ratio: RATIO })
    const size = sheetSize(layout, set.map)
    const { name } = signalWords(messages, layer.kind, signal)
    const painting = {
      scale: scaleOfRole(signal.role),
      fitted: isFitted(signal),
      arrange: (all: Float32Array) => sheetOf(layout, set, mapValues(signal, axes, all)),
    }
    const height = size.height * layout.cell
    marks.push(
      ...symbolTitle(input, signal.symbol, name === signal.symbol ? '' : name, left, y + TITLE.baseline, room.width),
      {
        kind: 'map',
        x: left,
        y: y + TITLE.height,
        width: size.width * layout.cell,
        height,
        columns: size.width,
        rows: size.height,
        pixels: colouredPixels(findSignal(trace, layer, signal.name)?.data ?? null, painting, size.width * size.height),
      },
      {
        kind: 'text',
        x: left,
        y: y + TITLE.height + height + CAPTION.baseline,
        text: sheetCaption(messages, signal),
        size: CAPTION.size,
        fill: colours.ink3,
        face: 'text',
      },
    )
    y += TITLE.height + height + CAPTION.height
  }
  return { height: y - top, marks }
}
