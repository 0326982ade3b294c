/** The figure of a layer in numbers: of a sequence a row for every step, of a picture one for every map. */

import type { Trace } from '../../../nn/engine'
import type { DataTableContent } from '../../kit/DataTable'
import type { Format } from '../../kit/format'
import type { Messages } from '../../kit/messages/messages'
import { classLabel } from '../../kit/task'
import { answerAt } from '../../network/answer'
import {
  beliefSteps,
  findBelief,
  findSignal,
  type LayerView,
  type ModelView,
  type PictureLayer,
  type SequenceLayer,
} from '../../network/layers'
import { meansColumn, stepMeans } from '../../network/step-means'
import { stepWord } from '../../network/words'

type Table = Pick<DataTableContent, 'head' | 'rows'>

export function readingTable(trace: Trace | null, model: ModelView, layer: LayerView, messages: Messages, format: Format): Table {
  switch (layer.form) {
    case 'sequence':
      return sequenceTable(trace, model, layer, messages, format)
    case 'picture':
      return pictureTable(trace, layer, messages, format)
    case 'sheets':
      return { head: [], rows: [] }
    default:
      return layer satisfies never
  }
}

function sequenceTable(trace: Trace | null, model: ModelView, layer: SequenceLayer, messages: Messages, format: Format): Table {
  const { numbers: words } = messages.reading
  const belief = findBelief(trace, model.belief)
  const beliefs = belief === null || model.belief === null ? null : beliefSteps(layer, model.belief)
  const signals = layer.signals.map((declaration) => meansColumn(findSignal(trace, layer, declaration.name), declaration, words))
  const ink = inkOf(trace, model, layer)
  const head = [
    stepWord(messages, model, layer).title,
    ...(ink === null ? [] : [words.ink]),
    ...(beliefs === null ? [] : [words.answer, words.probability]),
    ...signals.map(({ title }) => title),
  ]
  if (trace === null) return { head, rows: [] }
  const rows = Array.from({ length: layer.steps }, (_, step) => [
    format.integer(step + 1),
    ...(ink === null ? [] : [format.decimal(ink[step] ?? 0, 3)]),
    ...answerCells(beliefs?.[step]),
    ...signals.map(({ means }) => (means[step] === undefined ? words.none : format.decimal(means[step], 3))),
  ])
  return { head, rows }

  function answerCells(believed: number | undefined): readonly string[] {
    if (belief === null || believed === undefined) return []
    if (believed < 0) return [words.none, words.none]
    const { digit, probability } = answerAt(belief, believed)
    return [classLabel(model.task, digit), format.probability(probability)]
  }
}

/** How much ink each step reads; null before there is a reading, and for a layer whose steps are others than the picture's. */
function inkOf(trace: Trace | null, { steps, features }: ModelView, layer: SequenceLayer): readonly number[] | null {
  if (trace === null || trace.input.shape[0] !== layer.steps) return null
  return stepMeans({ shape: [steps, features], data: trace.input.data })
}

function pictureTable(trace: Trace | null, layer: PictureLayer, messages: Messages, format: Format): Table {
  const { numbers: words } = messages.reading
  const head = [words.map, words.meanOf, words.largest, words.row, words.column]
  const signal = layer.signals[0] && findSignal(trace, layer, layer.signals[0].name)
  if (!signal) return { head, rows: [] }
  const { units, height, width } = layer
  const rows = Array.from({ length: units }, (_, map) => {
    let [sum, most] = [0, 0]
    const at = (place: number): number => signal.data[place * units + map]!
    for (let place = 0; place < height * width; place++) {
      sum += at(place)
      if (at(place) > at(most)) most = place
    }
    return [
      format.integer(map + 1),
      format.decimal(sum / (height * width), 3),
      format.decimal(at(most), 3),
      format.integer(Math.floor(most / width) + 1),
      format.integer((most % width) + 1),
    ]
  })
  return { head, rows }
}
