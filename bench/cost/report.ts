import type { CostResults, SweepResult } from './measurement.ts'
import type { Sweep } from './points.ts'
import type { Scaling } from './scaling.ts'
import { significant } from '../report.ts'
import type { Summary } from '../measure.ts'
import type { Table } from '../table.ts'

/** Words of both the table and the picture. */
export const SWEEP_TITLES: Readonly<Record<Sweep, string>> = {
  units: 'Units of an LSTM',
  batch: 'Examples of a batch',
  timesteps: 'Timesteps',
  layers: 'Layers of LSTMs',
  threads: 'Threads',
}

/** From slices, messages and two threads, which were measured. */
export function scalingTable(scaling: readonly Scaling[], examples: number): Table {
  return {
    title: `Threads, simulated from measured parts of a step of ${examples} examples`,
    header: ['threads', 'own slice, others’', 'a step, ms', 'times one thread', 'measured'],
    rows: scaling.map(({ threads, own, other, simulated, times, measured }) => [
      String(threads),
      other === 0 ? String(own) : `${own}, ${other}`,
      significant(simulated),
      significant(times),
      measured === null ? '–' : significant(measured),
    ]),
  }
}

/** One table for each sweep. */
export function tablesOf({ sweeps }: Pick<CostResults, 'sweeps'>): readonly Table[] {
  return sweeps.map(tableOf)
}

function tableOf({ sweep, measurements }: SweepResult): Table {
  const spread = ({ median, min, max }: Summary) => `${significant(median)} (${significant(min)} … ${significant(max)})`
  return {
    title: SWEEP_TITLES[sweep],
    header: [sweep, 'GFLOP a step', 'training, GFLOP/s', 'one product, GFLOP/s', 'share'],
    rows: measurements.map(({ point, operations, training, limit, share }) => [
      String(point[sweep]),
      significant(operations / 1e9),
      spread(training),
      spread(limit),
      `${Math.round(100 * share.median)} %`,
    ]),
  }
}
