import { loadPart } from '../../core/load-part'
import type { RaceActions } from '../actions'
import type * as RaceCode from './open-race'
import type { RaceState } from './race-state'

export interface RaceActionsOptions {
  /** What races takes, with the code that it may have to fetch. */
  readonly open: (code: typeof RaceCode) => Promise<RaceCode.OpenRace>
  readonly get: () => RaceState
  readonly set: (change: Partial<RaceState>) => void
  /** Asks the worker. */
  readonly pause: () => Promise<unknown>
  readonly resume: () => Promise<unknown>
  readonly onError: (error: unknown) => void
}

/** What a visitor does with races; their code comes with the first. What fails is told: no promise rejects. */
export function raceActions({ open, get, set, pause, resume, onError }: RaceActionsOptions): RaceActions {
  let opened: Promise<RaceCode.OpenRace> | null = null
  const there = (): Promise<RaceCode.OpenRace> => {
    opened ??= loadPart(async () => open(await import('./open-race'))).catch((error: unknown) => {
      opened = null
      throw error
    })
    return opened
  }
  const attempt = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      onError(error)
    }
  }
  return {
    setRacePlan: (change) => set({ plan: { ...get().plan, ...change } }),
    startRace: () => attempt(async () => (await there()).control.start()),
    pauseRace: () => attempt(pause),
    resumeRace: () => attempt(resume),
    stopRace: () => attempt(async () => (await there()).control.stop()),
    takeFromRace: (lane) => attempt(async () => (await there()).take(lane)),
  }
}
