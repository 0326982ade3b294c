import type { Store } from '../../../state/app-state'
import { DataTable, type DataTableContent } from '../../kit/DataTable'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { findSignal, type ModelView, type SequenceLayer, signalValue } from '../../network/layers'
import { stepWord } from '../../network/words'

const isNewReading = (state: Store, before: Store): boolean => state.trace !== before.trace

export interface UnitNumbersProps {
  readonly model: ModelView
  readonly layer: SequenceLayer
  readonly unit: number
}

/** The unit's curves in numbers: every signal at every step. */
export function UnitNumbers({ model, layer, unit }: UnitNumbersProps) {
  const messages = useMessages()
  const { dataTable } = messages.shell
  const title = messages.reading.inspector.title(unit + 1)
  const format = useFormat()
  const content = ({ trace }: Store): DataTableContent => {
    const signals = layer.signals.map(({ name }) => findSignal(trace, layer, name))
    return {
      caption: dataTable.alongSteps,
      head: [stepWord(messages, model, layer).title, ...layer.signals.map(({ symbol }) => symbol)],
      rows:
        trace === null
          ? []
          : Array.from({ length: layer.steps }, (_, step) => [
              format.integer(step + 1),
              ...signals.map((signal) => {
                const value = signal && signalValue(signal, step, unit)
                return value === null ? dataTable.none : format.decimal(value, 3)
              }),
            ]),
    }
  }
  return <DataTable title={dataTable.of(title)} content={content} isNew={isNewReading} testId="unit-numbers" />
}
