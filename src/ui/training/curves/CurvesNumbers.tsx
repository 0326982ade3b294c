import type { Store } from '../../../state/app-state'
import { DataTable, type DataTableContent } from '../../kit/DataTable'
import { useFormat, useMessages } from '../../kit/messages/messages'
import { ratesAt } from './curve-lines'

const isNewStep = (state: Store, before: Store): boolean => state.training.step !== before.training.step

/** The curves point by point; what every epoch came to is in the table of epochs. */
export function CurvesNumbers() {
  const { training, shell } = useMessages()
  const { title, figures, unknown } = training.curves
  const { dataTable } = shell
  const format = useFormat()
  const content = ({ series, training: run }: Store): DataTableContent => {
    const { steps, loss, accuracy } = series.view()
    const rates = ratesAt(run, steps)
    const rows = Array.from(steps, (step, place) => [
      format.integer(step),
      format.decimal(loss[place]!, 4),
      format.percent(accuracy[place]!),
      rates?.[place] === undefined ? unknown : format.significant(rates[place]),
    ])
    return { caption: dataTable.alongSteps, head: [figures.step, figures.loss, figures.accuracy, figures.rate], rows }
  }
  return <DataTable title={dataTable.of(title)} content={content} isNew={isNewStep} testId="curves-numbers" />
}
