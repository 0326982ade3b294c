import type { Store } from '../../../state/app-state'
import { DataTable, type DataTableContent } from '../../kit/DataTable'
import { formatNorm } from '../../kit/format-norm'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { classLabel, useTask } from '../../kit/task'
import { answerAt } from '../../network/answer'
import { mainGradient } from './lane-reading'

const isNewReading = (state: Store, before: Store): boolean => state.race.readings !== before.race.readings

/** What every network of the race believes after each step, and how much of the gradient reaches back to it. */
export function RaceNumbers() {
  const { race: words, shell, reading } = useMessages()
  const { dataTable } = shell
  const task = useTask()
  const format = useFormat()
  const content = ({ race: { lanes, readings } }: Store): DataTableContent => ({
    caption: dataTable.lanes,
    head: [dataTable.network, reading.steps.step.title, words.soFar, reading.numbers.probability, words.gradientTitle],
    rows: lanes.flatMap(({ name }, lane) => {
      const trace = readings?.traces[lane] ?? null
      if (trace === null) return []
      const norms = mainGradient(trace)?.norms ?? []
      return Array.from({ length: trace.belief.shape[0] ?? 0 }, (_, step) => {
        const { digit, probability } = answerAt(trace.belief, step)
        const norm = norms[step]
        return [
          name,
          format.integer(step + 1),
          classLabel(task, digit),
          format.probability(probability),
          norm === undefined ? dataTable.none : formatNorm(format, norm),
        ]
      })
    }),
  })
  return <DataTable title={dataTable.of(words.title)} content={content} isNew={isNewReading} testId="race-numbers" />
}
