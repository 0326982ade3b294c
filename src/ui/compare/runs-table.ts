import type { RunsView } from '../../state/runs/runs-state'
import type { RunUnit } from '../../state/runs/units'
import { type CsvCell, csvOf, float32Digits } from '../kit/csv'
import { linesOf } from './run-lines'

/**
 * The lines of the charts, as a file. Of kind `training` are the points of the smoothed curves, of kind `test` the epochs; a deviation is that of the runs of a
 * group, and empty of a run by itself.
 */
export function runsTable(units: readonly RunUnit[], axis: RunsView['axis']): Uint8Array<ArrayBuffer> {
  const [losses, accuracies] = [linesOf(units, 'loss', axis), linesOf(units, 'accuracy', axis)]
  const rows = losses.flatMap((loss, place) =>
    (['training', 'tested'] as const).flatMap((part) => {
      const [lossBand, accuracyBand] = [loss[part], accuracies[place]![part]]
      const deviation = (value: number): CsvCell => (loss.isBand ? float32Digits(value) : null)
      return lossBand.x.map((x, point): CsvCell[] => [
        loss.unit.name,
        part === 'training' ? 'training' : 'test',
        float32Digits(x),
        float32Digits(lossBand.mean[point]!),
        deviation(lossBand.deviation[point]!),
        float32Digits(accuracyBand.mean[point]!),
        deviation(accuracyBand.deviation[point]!),
      ])
    }),
  )
  const x = axis === 'steps' ? 'step' : 'seconds'
  return csvOf(['run', 'kind', x, 'loss', 'loss_deviation', 'accuracy', 'accuracy_deviation'], rows)
}
