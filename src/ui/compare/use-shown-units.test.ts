import { expect, it } from 'vitest'
import { keptRun } from '../../state/runs/kept-run.fixture'
import { unitsOf } from '../../state/runs/units'
import { shownUnits } from './use-shown-units'

const group = { id: 'g', name: 'seeds' }
const units = unitsOf([
  keptRun('a', { began: 1 }),
  keptRun('b', { began: 2 }),
  keptRun('s', { began: 3, group }),
  keptRun('t', { began: 4, group }),
])
const shown = (chosen: readonly string[], baseline: string | null = null) => shownUnits(units, { chosen, baseline }).map(({ id }) => id)

it('shows the baseline first, then the chosen ones in their order, each once', () => {
  expect(shown(['b', 'g', 'a'])).toEqual(['b', 'g', 'a'])
  expect(shown(['b', 'a'], 'a')).toEqual(['a', 'b'])
  expect(shown([], 'g')).toEqual(['g'])
})

it('shows a run of a group by itself, and nothing that is gone', () => {
  expect(shown(['t', 'gone'])).toEqual(['t'])
})
