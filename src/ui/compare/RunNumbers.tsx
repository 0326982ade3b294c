import { DataTable, type DataTableContent } from '../kit/DataTable'
import { useFormat, useMessages } from '../kit/messages/messages'
import { thinned } from '../kit/thinned'
import type { RunsView } from '../../state/runs/runs-state'
import type { RunLine } from './run-lines'

/** Points of a curve that stand for it. */
const MOST_POINTS = 12

export interface RunNumbersProps {
  readonly losses: readonly RunLine[]
  readonly accuracies: readonly RunLine[]
  readonly axis: RunsView['axis']
}

/** The charts of the chosen runs in numbers: some points of every smoothed curve, and every epoch. */
export function RunNumbers({ losses, accuracies, axis }: RunNumbersProps) {
  const { compare, shell } = useMessages()
  const { curves: words, list } = compare
  const { dataTable } = shell
  const format = useFormat()
  const place = (x: number): string => (axis === 'steps' ? format.integer(x) : format.duration(x))
  const rowsOf = (loss: RunLine, accuracy: RunLine | undefined, part: 'training' | 'tested'): readonly (readonly string[])[] => {
    const points = Array.from(loss[part].x, (_, point) => point)
    return thinned(points, part === 'training' ? MOST_POINTS : points.length).map((point) => [
      loss.unit.name,
      dataTable.parts[part],
      place(loss[part].x[point]!),
      format.decimal(loss[part].mean[point]!, 3),
      accuracy?.[part].mean[point] === undefined ? dataTable.none : format.percent(accuracy[part].mean[point]),
    ])
  }
  const content = (): DataTableContent => ({
    caption: words.key,
    head: [list.columns.name, dataTable.part, words.axes[axis], words.loss, words.accuracy],
    rows: losses.flatMap((loss, line) => [...rowsOf(loss, accuracies[line], 'training'), ...rowsOf(loss, accuracies[line], 'tested')]),
  })
  return <DataTable title={dataTable.of(words.title)} content={content} testId="runs-numbers" />
}
