import { yieldToEvents } from '../../../core/yield-to-events'
import type { SignalAxis } from '../definition'
import { fileOf, PIECE, shortest } from './numbers'
import { recordedLayers, type RecordedTrace } from './trace-file'

/**
 * A reading as a table, for spreadsheets and statistics: a line for every value of every signal, belief and answer. Numbers count from 1, as on the page.
 */

/** What an axis of a signal is called as a column; of units, features and channels there is only one at a place. */
const COLUMNS = ['step', 'row', 'column', 'unit'] as const
type Column = (typeof COLUMNS)[number]

const columnOf: Readonly<Record<SignalAxis, Column>> = {
  time: 'step',
  height: 'row',
  width: 'column',
  units: 'unit',
  features: 'unit',
  channels: 'unit',
}

interface Values {
  readonly layer: string
  readonly signal: string
  readonly shape: readonly number[]
  readonly columns: readonly Column[]
  readonly data: Float32Array
}

export function traceCsv(recorded: RecordedTrace): Promise<Uint8Array<ArrayBuffer>> {
  return fileOf(csvPieces(recorded))
}

async function* csvPieces(recorded: RecordedTrace): AsyncGenerator<string> {
  const { belief, probabilities } = recorded.trace
  const signals: Values[] = recordedLayers(recorded).flatMap((layer) =>
    layer.signals.map(({ declared: { name, shape, axes }, data }) => ({
      layer: layer.name,
      signal: name,
      shape,
      columns: named(axes),
      data,
    })),
  )
  signals.push({ layer: '', signal: 'belief', shape: belief.shape, columns: ['step', 'unit'], data: belief.data })
  signals.push({ layer: '', signal: 'probability', shape: [probabilities.length], columns: ['unit'], data: probabilities })
  const used = COLUMNS.filter((column) => column === 'step' || column === 'unit' || signals.some(({ columns }) => columns.includes(column)))
  yield `layer,signal,${used.join(',')},value\r\n`
  for (const values of signals) {
    for (let from = 0; from < values.data.length; from += PIECE) {
      await yieldToEvents()
      yield linesOf(values, used, from)
    }
  }
}

/** Where two axes have one name, as time and features of a convolution along them, the last keeps it and the one before counts rows. */
function named(axes: readonly SignalAxis[]): readonly Column[] {
  const columns = axes.map((axis) => columnOf[axis])
  return columns.map((column, at) => (columns.indexOf(column, at + 1) === -1 ? column : 'row'))
}

function linesOf({ layer, signal, shape, columns, data }: Values, used: readonly Column[], from: number): string {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1))
  const axes = used.map((column) => columns.indexOf(column))
  let lines = ''
  for (let index = from; index < Math.min(from + PIECE, data.length); index++) {
    const places = axes.map((axis) => (axis === -1 ? '' : (Math.floor(index / strides[axis]!) % shape[axis]!) + 1))
    lines += `${layer},${signal},${places.join(',')},${shortest(data[index]!)}\r\n`
  }
  return lines
}
