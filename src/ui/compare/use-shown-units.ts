import { useMemo } from 'react'
import type { RunsState } from '../../state/runs/runs-state'
import { type RunUnit, unitOfRun, unitsOf } from '../../state/runs/units'
import { useAppStore } from '../kit/store'

/** Runs and groups, in the order in which they began. */
export function useUnits(): readonly RunUnit[] {
  const runs = useAppStore((state) => state.runs.runs)
  return useMemo(() => unitsOf(runs), [runs])
}

/** Those whose curves are shown: the baseline first, then the chosen ones. */
export function useShownUnits(): readonly RunUnit[] {
  const units = useUnits()
  const chosen = useAppStore((state) => state.runs.chosen)
  const baseline = useAppStore((state) => state.runs.baseline)
  return useMemo(() => shownUnits(units, { chosen, baseline }), [units, chosen, baseline])
}

/** @param units  of which a run of a group can be shown by itself */
export function shownUnits(units: readonly RunUnit[], { chosen, baseline }: Pick<RunsState, 'chosen' | 'baseline'>): readonly RunUnit[] {
  const members = units.flatMap((unit) => (unit.isGroup ? unit.runs.map(unitOfRun) : []))
  const known = new Map([...units, ...members].map((unit) => [unit.id, unit]))
  const ids = new Set(baseline === null ? chosen : [baseline, ...chosen])
  return [...ids].flatMap((id) => known.get(id) ?? [])
}
