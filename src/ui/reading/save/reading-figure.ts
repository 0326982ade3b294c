import { gateScale, type ColorScale, probabilityScale, scaleOfRole, stateScale } from '../../kit/scales'
import { className, classLabel } from '../../kit/task'
import { labelsApart } from '../../maps/ClassLabels'
import { roundTop } from '../../maps/fit-scale'
import { answerAt, settleStep } from '../../network/answer'
import { beliefSteps, findBelief, findSignal, isFitted, type LayerView, type SequenceLayer } from '../../network/layers'
import { layerTitle, stepPlace, stepWord } from '../../network/words'
import { type FigureInput, stepsRead } from './figure-input'
import { pictureBlock, sheetBlocks } from './picture-block'
import { clipped, estimatedWidth, type Mark, type Scene, wrapped } from './scene'
import { type Block, RATIO, sequenceBlock } from './sequence-block'

/** A reading as a figure for slides: the answer, the maps of its layers with their names and scales, and what read it. */

/** As wide as a slide. */
export const FIGURE_WIDTH = 1920
const MARGIN = 56
/** What the maps should keep to: of one layer, and of each of several. */
const ROOM = { one: 840, several: 520 } as const
const EYEBROW = 24
const SENTENCE = { size: 38, line: 50 } as const
const BARS = { width: 520, height: 108, labels: 34 } as const
const GLYPH = 140
const LEGEND = { height: 64, ramp: 150, bar: 20, size: 24 } as const

/** What the model holds likely at the moment of the figure. */
interface Belief {
  /** Null where nothing can be told before all is read. */
  readonly probabilities: Float32Array | null
  readonly sentence: string
}

export function readingFigure(input: FigureInput): Scene {
  const { colours, layers, messages, name } = input
  const room = { width: FIGURE_WIDTH - 2 * MARGIN, height: layers.length > 1 ? ROOM.several : ROOM.one }
  const belief = beliefOf(input)
  const subject = [name, ...layers.map((layer) => layerTitle(messages, layer)), messages.shell.name].join(' · ')
  const head = headOf(input, belief, subject)
  const marks: Mark[] = [...head.marks]
  let y = head.height
  for (const layer of layers) {
    if (layers.length > 1) {
      const text = layerTitle(messages, layer)
      marks.push({ kind: 'text', x: MARGIN, y: y + 44, text, size: 34, weight: 600, fill: colours.ink, face: 'title' })
      y += 58
    }
    for (const make of [mapsOf, othersOf, legendOf]) {
      const block = make(input, layer, y, room)
      marks.push(...block.marks)
      y += block.height
    }
    y += 20
  }
  return {
    width: FIGURE_WIDTH,
    height: Math.ceil(y + MARGIN - 20),
    background: colours.paper,
    title: belief.sentence,
    description: subject,
    language: input.language,
    fonts: input.fonts,
    marks,
  }
}

type Room = { readonly width: number; readonly height: number }

function mapsOf(input: FigureInput, layer: LayerView, y: number, room: Room): Block {
  if (layer.form === 'sequence') return sequenceBlock(input, layer, MARGIN, y, room)
  return layer.form === 'picture' ? pictureBlock(input, layer, MARGIN, y, room) : { height: 0, marks: [] }
}

function othersOf(input: FigureInput, layer: LayerView, y: number, room: Room): Block {
  return sheetBlocks(input, layer, MARGIN, y, { ...room, height: room.height / 2 })
}

/** What the visitor sees first: who reads, what it says, and how sure it is. */
function headOf(input: FigureInput, { sentence, probabilities }: Belief, subject: string): Block {
  const { colours } = input
  const right = FIGURE_WIDTH - MARGIN
  const words = right - BARS.width - GLYPH - 2 * MARGIN
  const marks: Mark[] = [
    { kind: 'text', x: MARGIN, y: MARGIN + 22, text: clipped(subject, EYEBROW, words), size: EYEBROW, fill: colours.ink3, face: 'text' },
  ]
  const lines = wrapped(sentence, SENTENCE.size, words)
  for (const [index, text] of lines.entries()) {
    const y = MARGIN + 80 + index * SENTENCE.line
    marks.push({ kind: 'text', x: MARGIN, y, text, size: SENTENCE.size, weight: 600, fill: colours.ink, face: 'title' })
  }
  if (probabilities !== null) marks.push(...answerMarks(input, probabilities, right - BARS.width))
  return { height: MARGIN + Math.max(BARS.height + BARS.labels + 30, 80 + lines.length * SENTENCE.line), marks }
}

/** The class large, and a bar for each, which ends at `FIGURE_WIDTH - MARGIN`. */
function answerMarks({ model, colours }: FigureInput, probabilities: Float32Array, left: number): readonly Mark[] {
  const { task } = model
  const best = probabilities.indexOf(Math.max(...probabilities))
  const label = classLabel(task, best)
  const size = GLYPH * Math.min(1, GLYPH / estimatedWidth(label, GLYPH))
  const base = MARGIN + BARS.height
  const marks: Mark[] = [
    { kind: 'text', x: left - 40, y: base, text: label, size, weight: 600, fill: colours.accent, face: 'title', anchor: 'end' },
  ]
  const cell = BARS.width / task.classes.length
  const gap = Math.min(6, cell / 4)
  const every = labelsApart(task, BARS.width / RATIO)
  for (const [index, probability] of probabilities.entries()) {
    const x = left + index * cell
    const height = Math.round(Math.min(1, Math.max(0, probability)) * BARS.height)
    marks.push({ kind: 'rect', x, y: MARGIN, width: cell - gap, height: BARS.height, fill: colours.sunken })
    if (height > 0) {
      const fill = index === best ? colours.accent : colours.ink3
      marks.push({ kind: 'rect', x, y: base - height, width: cell - gap, height, fill })
    }
    if (index % every !== 0) continue
    marks.push({
      kind: 'text',
      x: x + (cell - gap) / 2,
      y: base + BARS.labels - 6,
      text: classLabel(task, index),
      size: 22,
      weight: index === best ? 700 : 400,
      fill: index === best ? colours.ink : colours.ink3,
      face: 'text',
      anchor: 'middle',
    })
  }
  return marks
}

function beliefOf(input: FigureInput): Belief {
  const { trace, model, messages, format, share, layers } = input
  const { reading, shell } = messages
  const belief = findBelief(trace, model.belief)
  const layer = layers.find((candidate): candidate is SequenceLayer => candidate.form === 'sequence') ?? null
  if (share < 1 && layer !== null) {
    const done = stepsRead(layer.steps, share)
    const word = stepWord(messages, model, layer)
    const isForward = layer.direction === 'forward'
    const place = layer.direction === 'backward' ? layer.steps - done + 1 : done
    const after = messages.saving.after((isForward ? reading.soFar.after : reading.soFar.at)(word, place, layer.steps))
    // What reads both ways has seen nothing from both sides before the end.
    if (belief === null || model.belief === null || model.belief.direction === 'both') return { probabilities: null, sentence: after }
    const { steps, classes, direction } = model.belief
    const read = stepsRead(steps, share)
    const step = direction === 'backward' ? steps - read : read - 1
    const { digit } = answerAt(belief, step)
    return {
      probabilities: belief.data.slice(step * classes, (step + 1) * classes),
      sentence: shell.sentences([reading.summaryMoving(className(model.task, digit, messages)), after]),
    }
  }
  const best = Math.max(...trace.probabilities)
  const digit = className(model.task, trace.probabilities.indexOf(best), messages)
  const percent = format.probability(best)
  const { probabilities } = trace
  if (layer === null || belief === null || model.belief?.direction !== 'forward') {
    return { probabilities, sentence: reading.summaryPlain(digit, percent) }
  }
  const since = beliefSteps(layer, model.belief).findIndex((step) => step >= settleStep(belief))
  const sentence =
    since <= 0
      ? reading.summaryAlways(digit, percent, stepWord(messages, model, layer))
      : reading.summary(digit, percent, stepPlace(messages, model, layer, since))
  return { probabilities, sentence }
}

interface Scale {
  readonly name: string
  readonly scale: ColorScale
  readonly ends: readonly [string, string]
}

/** The scales of the layer's maps. */
function legendOf(input: FigureInput, layer: LayerView, y: number): Block {
  const { colours, messages, model, format, trace } = input
  const { legend } = messages.reading
  const roles = new Set([...layer.signals, ...layer.others].map(({ role }) => role))
  const scales: Scale[] = []
  if (roles.has('gate')) scales.push({ name: legend.gate, scale: gateScale, ends: [legend.gateLow, legend.gateHigh] })
  if (roles.has('candidate') || roles.has('memory') || roles.has('state')) {
    scales.push({ name: legend.state, scale: stateScale, ends: ['−1', '1'] })
  }
  const output = [...layer.signals, ...layer.others].find(isFitted)
  if (output !== undefined) {
    const values = findSignal(trace, layer, output.name)?.data
    const top = values === undefined ? '…' : String(roundTop(values))
    scales.push({ name: legend.output, scale: scaleOfRole(output.role), ends: [output.role === 'output' ? `−${top}` : '0', top] })
  }
  if (layer.form === 'sequence' && model.belief !== null) {
    scales.push({ name: legend.probability, scale: probabilityScale, ends: ['0', format.percent(1, 0)] })
  }
  const marks: Mark[] = []
  const base = y + LEGEND.height - 16
  let x = MARGIN
  const put = (text: string, fill: string, weight: number): void => {
    marks.push({ kind: 'text', x, y: base, text, size: LEGEND.size, fill, face: 'text', weight })
    x += estimatedWidth(text, LEGEND.size) * (weight > 400 ? 1.08 : 1)
  }
  for (const { name, scale, ends } of scales) {
    put(name, colours.ink, 600)
    x += 20
    put(ends[0], colours.ink2, 400)
    x += 14
    const [low, high] = scale.domain
    const shades = Array.from({ length: 17 }, (_, step) => scale.css(low + ((high - low) * step) / 16))
    marks.push({ kind: 'ramp', x, y: base - LEGEND.bar + 2, width: LEGEND.ramp, height: LEGEND.bar, colours: shades })
    x += LEGEND.ramp + 14
    put(ends[1], colours.ink2, 400)
    x += 56
  }
  return { height: scales.length === 0 ? 0 : LEGEND.height, marks }
}
