import { stepTerms, type UnitWeights } from '../../../nn/spec/cell'
import type { DescribedLayer, ModelDescription } from '../../../nn/spec/describe'
import type { Store } from '../../../state/app-state'
import { DataTable, type DataTableContent } from '../../kit/DataTable'
import { useFormat, useMessages } from '../../kit/messages/messages'
import type { SequenceLayer } from '../../network/layers'
import { type FeatureKind, mapPlaceOf } from './strip'

const isNewInput = (state: Store, before: Store): boolean => state.trace !== before.trace || state.cursor.step !== before.cursor.step

export interface WeightNumbersProps {
  readonly description: ModelDescription
  readonly layer: SequenceLayer
  readonly weights: UnitWeights
  readonly kind: FeatureKind
  /** That the layer reads; null for the picture. */
  readonly source: DescribedLayer | null
  /** Of the weighted sums. */
  readonly symbols: readonly string[]
}

/** A unit's weights in numbers: for every feature what is read at the step under the scan line, and its weight in every sum. */
export function WeightNumbers({ description, layer, weights, kind, source, symbols }: WeightNumbersProps) {
  const { unit, shell } = useMessages()
  const { weights: words } = unit
  const { dataTable } = shell
  const format = useFormat()
  const content = ({ trace, cursor }: Store): DataTableContent => {
    const input = trace && stepTerms(description, weights, trace, Math.min(cursor.step, layer.steps - 1))?.input
    return {
      caption: words.tableCaption(words.kinds[kind]),
      head: [...(kind === 'mapPlace' ? [words.column, words.map] : [words.number]), 'x', ...symbols],
      rows: Array.from({ length: weights.sums[0]?.input.length ?? 0 }, (_, feature) => [
        ...placeCells(feature),
        input?.[feature] === undefined ? dataTable.none : format.decimal(input[feature], 3),
        ...weights.sums.map((sum) => format.decimal(sum.input[feature] ?? 0, 3)),
      ]),
    }
  }
  const placeCells = (feature: number): readonly string[] => {
    const place = mapPlaceOf(kind, source, feature)
    return (place === null ? [feature] : [place.column, place.map]).map((number) => format.integer(number + 1))
  }
  return <DataTable title={dataTable.of(words.label(weights.unit + 1))} content={content} isNew={isNewInput} testId="weight-numbers" />
}
