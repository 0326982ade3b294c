import type { TrainingStatus } from '../../../state/app-state'
import type { SeriesView } from '../../../state/series'
import { type CsvCell, csvOf, float32Digits } from '../../kit/csv'
import { ratesAt } from './curve-lines'

const HEAD = [
  'kind',
  'step',
  'epoch',
  'seconds',
  'batches',
  'loss',
  'loss_lowest',
  'loss_highest',
  'accuracy',
  'accuracy_lowest',
  'accuracy_highest',
  'learning_rate',
]

/**
 * What is kept of a run's curves, as a file. Of kind `batches` are the points, each of one step or of several in a row, with their mean and their extremes;
 * every epoch has two lines, what it came to on the digits that it learnt from (`training`) and on others (`test`).
 */
export function curvesTable(series: SeriesView, training: TrainingStatus): Uint8Array<ArrayBuffer> {
  const rates = ratesAt(training, series.steps)
  const number = float32Digits
  const points = Array.from(series.steps, (step, place): CsvCell[] => [
    'batches',
    step,
    null,
    number(series.seconds[place]!),
    series.counts[place]!,
    number(series.loss[place]!),
    number(series.lossLow[place]!),
    number(series.lossHigh[place]!),
    number(series.accuracy[place]!),
    number(series.accuracyLow[place]!),
    number(series.accuracyHigh[place]!),
    rates && number(rates[place]!),
  ])
  const epochs = training.epochs.flatMap((each): CsvCell[][] => {
    const step = (each.epoch + 1) * training.stepsPerEpoch
    const row = (kind: string, loss: number, accuracy: number): CsvCell[] => [
      kind,
      step,
      each.epoch + 1,
      null,
      null,
      number(loss),
      null,
      null,
      number(accuracy),
      null,
      null,
      null,
    ]
    return [row('training', each.trainLoss, each.trainAccuracy), row('test', each.testLoss, each.testAccuracy)]
  })
  return csvOf(HEAD, [...points, ...epochs])
}
