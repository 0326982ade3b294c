import { useState } from 'react'
import type { RunProbe } from '../../../state/watch/watch-state'
import { useAppStore } from '../../kit/store'

/**
 * The moment whose numbers are read: the one that was pointed at, until the page looks back at another; else the one that it looks back at; else the newest.
 * Of those that were looked into, the last one up to it.
 */
export function useReadStep(probes: readonly RunProbe[]): {
  readonly probe: RunProbe | null
  readonly read: (step: number | null) => void
} {
  const past = useAppStore((state) => state.past.at)
  const [pointed, setPointed] = useState<{ readonly step: number | null; readonly past: number | null }>({ step: null, past })
  const step = (pointed.past === past ? pointed.step : null) ?? past
  const probe = step === null ? undefined : probes.findLast((one) => one.step <= step)
  return { probe: probe ?? probes.at(-1) ?? null, read: (next) => setPointed({ step: next, past }) }
}
