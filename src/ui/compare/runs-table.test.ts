import { expect, it } from 'vitest'
import { epochOf, keptRun } from '../../state/runs/kept-run.fixture'
import { unitsOf } from '../../state/runs/units'
import { runsTable } from './runs-table'

const linesOfTable = (...given: Parameters<typeof runsTable>) =>
  new TextDecoder()
    .decode(runsTable(...given))
    .trimEnd()
    .split('\r\n')

it('has a line for every point and every epoch of the lines that are shown', () => {
  const [head, ...rows] = linesOfTable(unitsOf([keptRun('a'), keptRun('b')]), 'steps')
  expect(head).toBe('run,kind,step,loss,loss_deviation,accuracy,accuracy_deviation')
  expect(rows).toHaveLength(2 * (6 + 2))
  expect(rows[0]).toMatch(/^[^,]+,training,1,[\d.]+,,[\d.]+,$/)
  expect(rows[6]).toMatch(/,test,3,[\d.]+,,0\.9,$/)
})

it('has the deviations of a group', () => {
  const group = { id: 'g', name: 'seeds' }
  const runs = [keptRun('a', { group, epochs: [epochOf(0, 0.9)] }), keptRun('b', { group, epochs: [epochOf(0, 0.94)] })]
  const rows = linesOfTable(unitsOf(runs), 'seconds')
  expect(rows[0]).toContain(',seconds,')
  expect(rows.at(-1)).toMatch(/^seeds,test,30,[\d.]+,[\d.]+,0\.92,0\.02828427$/)
})
