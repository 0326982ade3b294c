import type { Store } from '../../../state/app-state'
import { DataTable, type DataTableContent } from '../../kit/DataTable'
import { formatNorm } from '../../kit/format-norm'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { findSignal, type ModelView, type SequenceLayer } from '../../network/layers'
import { stepMeans } from '../../network/step-means'
import { stepPlace, stepWord } from '../../network/words'
import { isNewLens } from './is-new-lens'
import { keepingGate, keptShares } from './memory'
import { keptSeries, mainSeries, seriesOf } from './series'

export interface LensNumbersProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
  /** Beside them: the RNN that the page comes with. */
  readonly showsRnn: boolean
}

/** The lens in numbers: at every step the size of each gradient, and how much of the state is left at the scan line, on average over the units. */
export function LensNumbers({ model, layer, showsRnn }: LensNumbersProps) {
  const messages = useMessages()
  const { lens: words, shell } = messages
  const { dataTable } = shell
  const format = useFormat()
  const content = ({ lens, trace, cursor }: Store): DataTableContent => {
    const series = lens.reading === null ? [] : seriesOf(lens.reading.gradients.states, layer)
    const rnn = showsRnn && lens.rnn !== null ? mainSeries(keptSeries(lens.rnn.gradients.states, layer), layer) : null
    const symbolOf = (name: string): string => layer.signals.find((signal) => signal.name === name)?.symbol ?? name
    const columns = [
      ...series.map(({ signal, direction, norms }) => ({
        title: words.norms.series(
          layer.direction === 'both' ? `${symbolOf(signal)} ${direction === 'forward' ? '→' : '←'}` : symbolOf(signal),
        ),
        norms,
      })),
      ...(rnn === null ? [] : [{ title: dataTable.beside(words.norms.series('h'), words.rnn.curve), norms: rnn.norms }]),
    ]
    const at = Math.min(cursor.step, layer.steps - 1)
    const gate = findSignal(trace, layer, keepingGate(layer)?.gate ?? '')
    const left = gate === null ? null : stepMeans({ ...gate, data: keptShares(gate.data, layer, at) })
    return {
      caption: left === null ? dataTable.alongSteps : dataTable.memory(stepPlace(messages, model, layer, at)),
      head: [stepWord(messages, model, layer).title, ...columns.map(({ title }) => title), ...(left === null ? [] : [dataTable.left])],
      rows:
        lens.reading === null
          ? []
          : Array.from({ length: layer.steps }, (_, step) => [
              format.integer(step + 1),
              ...columns.map(({ norms }) => (norms[step] === undefined ? dataTable.none : formatNorm(format, norms[step]))),
              ...(left === null ? [] : [Number.isNaN(left[step]) ? dataTable.none : format.percent(left[step]!)]),
            ]),
    }
  }
  return <DataTable title={dataTable.of(words.title)} content={content} isNew={isNewLens} testId="lens-numbers" />
}
