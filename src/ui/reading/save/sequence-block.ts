import { settleStep } from '../../network/answer'
import { beliefSteps, findBelief, findSignal, type ModelView, rowsBeside, type SequenceLayer } from '../../network/layers'
import { signalWords, stepWord } from '../../network/words'
import { labelsApart } from '../../maps/ClassLabels'
import { axisTicks, layoutReading, type Panel, panelWidth, type ReadingLayout, rowOfStep } from '../../maps/layout'
import { colouredPixels } from '../../maps/map-canvas'
import { panelPainting } from '../../maps/panel-painting'
import { classLabel } from '../../kit/task'
import { type FigureInput, stepsRead } from './figure-input'
import { clipped, type Mark } from './scene'

/** Digit, signals and belief of a layer on one axis of time, as the page arranges them. */

/** Pixels of the figure per pixel of the page's own layout. */
export const RATIO = 2

const TITLE = { height: 58, baseline: 38, symbol: 44, name: 26 } as const
const LABELS = { height: 46, baseline: 32, size: 21 } as const
const TIER_GAP = 26
/** What is not read yet, of the digit. */
const FAINT = 40

/** Of a part of a figure: where it ends, and what it is of. */
export interface Block {
  readonly height: number
  readonly marks: readonly Mark[]
}

/** @param left, top  of the block @param room  what the maps should keep to, pixels */
export function sequenceBlock(
  input: FigureInput,
  layer: SequenceLayer,
  left: number,
  top: number,
  room: { readonly width: number; readonly height: number },
): Block {
  const { model, trace, messages, share } = input
  const layout = layoutReading({
    width: room.width / RATIO,
    height: room.height / RATIO,
    ratio: RATIO,
    letters: 1,
    steps: layer.steps,
    alongRows: rowsBeside(model, layer),
    units: layer.units,
    maps: layer.signals.length,
    classes: model.belief?.classes ?? 0,
    picture: model.task.input,
  })
  const beliefs = model.belief ? beliefSteps(layer, model.belief) : []
  const belief = findBelief(trace, model.belief)
  const painted = { layout, model, layer, beliefs, columns: input.columnsOf(layer) }
  const read = stepsRead(layer.steps, share)
  const marks: Mark[] = []
  let y = top
  for (let tier = 0; tier < layout.tiers; tier++) {
    const plot = y + TITLE.height
    for (const panel of layout.panels.filter((candidate) => candidate.tier === tier)) {
      const x = left + panel.x
      const width = panelWidth(panel)
      marks.push(...titleOf(input, layer, panel, x, y + TITLE.baseline, width))
      const rows = panel.kind === 'digit' ? layout.picture.height : layout.rows
      const values =
        panel.kind === 'digit' ? trace.input.data : panel.kind === 'belief' ? (belief?.data ?? null) : signalOf(input, layer, panel)
      const pixels = colouredPixels(values, panelPainting(panel, painted), rows * panel.columns)
      if (panel.kind === 'digit') dimUnread(pixels, model, layer, share)
      else hideUnread(pixels, layout, layer, panel, read)
      const box = {
        x,
        y: plot + (panel.kind === 'digit' ? 0 : layout.top),
        width,
        height: rows * (panel.kind === 'digit' ? layout.pixel : layout.row),
      }
      marks.push(
        {
          kind: 'rect',
          ...box,
          fill: panel.kind === 'digit' ? input.colours.paper : read < layer.steps ? input.colours.sunken : input.colours.field,
        },
        { kind: 'map', ...box, columns: panel.columns, rows, pixels },
        ...labelsOf(input, layer, panel, x, plot + endOf(panel, layout) + LABELS.baseline, width, painted.columns.isSorted, layout),
      )
    }
    const right = left + Math.max(...layout.panels.filter((panel) => panel.tier === tier).map((panel) => panel.x + panelWidth(panel)))
    marks.push(...axisOf(input, layer, layout, beliefs, { left, right, plot }, read))
    y = plot + layout.height + LABELS.height + TIER_GAP
  }
  y -= TIER_GAP
  if (layout.stepsPerRow > 1) {
    const text = messages.saving.thinned(layout.stepsPerRow, stepWord(messages, model, layer))
    marks.push({ kind: 'text', x: left, y: y + 30, text, size: 21, fill: input.colours.ink3, face: 'text' })
    y += 44
  }
  return { height: y - top, marks }
}

/** Where a panel ends, for what is written under it; maps that end near the digit have it at the same height. */
function endOf({ kind }: Panel, { height, top, rows, row }: ReadingLayout): number {
  const end = top + rows * row
  return kind === 'digit' || height - end < LABELS.height ? height : end
}

function signalOf({ trace }: FigureInput, layer: SequenceLayer, { index }: Panel): Float32Array | null {
  return findSignal(trace, layer, layer.signals[index]!.name)?.data ?? null
}

function titleOf(input: FigureInput, layer: SequenceLayer, panel: Panel, x: number, y: number, width: number): readonly Mark[] {
  const { messages } = input
  if (panel.kind === 'map') {
    const signal = layer.signals[panel.index]!
    const { name } = signalWords(messages, layer.kind, signal)
    return symbolTitle(input, signal.symbol, name === signal.symbol ? '' : name, x, y, width)
  }
  if (panel.kind === 'digit') return symbolTitle(input, 'x', messages.reading.maps.digit, x, y, width)
  return [nameMark(input, messages.reading.maps.belief, x, y, width)]
}

/** A signal's symbol as formulas set it, and its name beside it where there is room. */
export function symbolTitle(input: FigureInput, symbol: string, name: string, x: number, y: number, width: number): readonly Mark[] {
  const own: Mark = { kind: 'text', x, y, text: symbol, size: TITLE.symbol, fill: input.colours.ink, face: 'math', italic: true }
  const beside = TITLE.symbol * (/^[A-Z]/.test(symbol) ? 0.95 : 0.72)
  return name === '' || width < beside + 2 * TITLE.name ? [own] : [own, nameMark(input, name, x + beside, y, width - beside)]
}

function nameMark({ colours }: FigureInput, name: string, x: number, y: number, width: number): Mark {
  return { kind: 'text', x, y, text: clipped(name, TITLE.name, width), size: TITLE.name, fill: colours.ink2, face: 'text' }
}

/** Under a panel: where its columns begin and end. */
function labelsOf(
  { messages, model, colours }: FigureInput,
  layer: SequenceLayer,
  panel: Panel,
  x: number,
  y: number,
  width: number,
  isSorted: boolean,
  { alongRows }: ReadingLayout,
): readonly Mark[] {
  const { maps } = messages.reading
  const label = (text: string, at: number, anchor: 'start' | 'middle' | 'end'): Mark => ({
    kind: 'text',
    x: at,
    y,
    text,
    size: LABELS.size,
    fill: colours.ink3,
    face: 'text',
    anchor,
  })
  if (panel.kind === 'digit') {
    return alongRows === null ? [] : [label(clipped(maps.time(stepWord(messages, model, layer)), LABELS.size, width), x, 'start')]
  }
  if (panel.kind === 'belief') {
    const every = labelsApart(model.task, width / RATIO)
    return model.task.classes.flatMap((_, index) =>
      index % every === 0 ? [label(classLabel(model.task, index), x + (index + 0.5) * panel.cell, 'middle')] : [],
    )
  }
  if (layer.direction === 'both') return [label(maps.forward, x, 'start'), label(maps.backward, x + width, 'end')]
  if (isSorted) return [label(clipped(maps.unitsSorted, LABELS.size, width), x + width / 2, 'middle')]
  const ends = [label('1', x, 'start'), label(String(layer.units), x + width, 'end')]
  return width < 160 ? ends : [...ends, label(maps.units, x + width / 2, 'middle')]
}

/** The steps' numbers, the line below which the answer stays, and while it moves the scan line. */
function axisOf(
  { colours, trace, model }: FigureInput,
  layer: SequenceLayer,
  layout: ReadingLayout,
  beliefs: readonly number[],
  { left, right, plot }: { readonly left: number; readonly right: number; readonly plot: number },
  read: number,
): readonly Mark[] {
  const marks: Mark[] = []
  const heightOf = (row: number): number => plot + layout.top + row * layout.row
  const belief = findBelief(trace, model.belief)
  const settled = belief && model.belief?.direction === 'forward' ? beliefs.findIndex((step) => step >= settleStep(belief)) : -1
  const isMoving = read < layer.steps
  const scan = layer.direction === 'backward' ? layer.steps - read : read - 1
  const isNear = (step: number, other: number): boolean =>
    other >= 0 && Math.abs(rowOfStep(layout, step) - rowOfStep(layout, other)) * layout.row < 30
  const number = (step: number, isMarked: boolean): Mark => ({
    kind: 'text',
    x: left + 38,
    y: heightOf(rowOfStep(layout, step) + 0.5) + 7,
    text: String(step + 1),
    size: LABELS.size,
    fill: isMarked ? colours.accent : colours.ink3,
    face: 'text',
    anchor: 'end',
    ...(isMarked ? { weight: 700 } : {}),
  })
  for (const step of axisTicks(layer.steps)) {
    if (!isNear(step, settled) && !(isMoving && isNear(step, scan))) marks.push(number(step, false))
  }
  if (settled >= 0 && settled < read) {
    const y = heightOf(rowOfStep(layout, settled) + 1)
    marks.push({ kind: 'line', x1: left + 46, y1: y, x2: right, y2: y, stroke: colours.accent, width: 4, dash: [12, 8] })
    if (!(isMoving && isNear(settled, scan))) marks.push(number(settled, true))
  }
  if (isMoving) {
    const y = heightOf(layer.direction === 'backward' ? rowOfStep(layout, scan) : rowOfStep(layout, scan) + 1)
    marks.push({ kind: 'line', x1: left + 46, y1: y, x2: right, y2: y, stroke: colours.accent, width: 4 }, number(scan, true))
  }
  return marks
}

/** Rows that are not read yet show nothing; of a layer that reads both ways, each half is read from its own end. */
function hideUnread(pixels: Uint8ClampedArray, layout: ReadingLayout, layer: SequenceLayer, panel: Panel, read: number): void {
  if (read >= layer.steps) return
  const words = new Uint32Array(pixels.buffer)
  const { columns, kind } = panel
  // At no place anything is believed from both sides yet.
  if (layer.direction === 'both' && kind === 'belief') words.fill(0)
  for (let row = 0; row < layout.rows; row++) {
    const fromTop = row * layout.stepsPerRow < read
    const fromEnd = (row + 1) * layout.stepsPerRow > layer.steps - read
    const forward = layer.direction === 'backward' ? fromEnd : fromTop
    const backward = layer.direction === 'forward' ? fromTop : fromEnd
    const half = layer.direction === 'both' && kind === 'map' ? columns / 2 : columns
    if (!forward) words.fill(0, row * columns, row * columns + half)
    if (!backward && half < columns) words.fill(0, row * columns + half, (row + 1) * columns)
  }
}

function dimUnread(pixels: Uint8ClampedArray, { order, features, steps }: ModelView, layer: SequenceLayer, share: number): void {
  if (share >= 1 || layer.direction === 'both') return
  const read = stepsRead(steps, share) * features
  for (const [place, pixel] of order.entries()) {
    const isRead = layer.direction === 'backward' ? place >= order.length - read : place < read
    if (!isRead) pixels[4 * pixel + 3] = FAINT
  }
}
