import type { RoundLimits } from './rounds.ts'

/** How long a run measures each of its parts. Times are in milliseconds unless they say otherwise. */
export interface Pace {
  /** From the first round on, after which no further round begins. */
  readonly allRounds: number
  readonly rounds: Omit<RoundLimits, 'all'>
  /** Of each part of a turn. */
  readonly train: number
  readonly predict: number
  /** That the measurement of a limit lasts at least. */
  readonly limit: number
  /** Seconds for which the page is watched. */
  readonly page: number
  /** Digits that are drawn for each figure of the pen. */
  readonly digits: readonly number[]
}

export const QUICK: Pace = {
  allRounds: 40_000,
  rounds: { rounds: 6, each: 8000 },
  train: 600,
  predict: 100,
  limit: 100,
  page: 5,
  digits: [8],
}

export const FULL: Pace = {
  allRounds: 80_000,
  rounds: { rounds: 7, each: 20_000 },
  train: 1000,
  predict: 200,
  limit: 200,
  page: 20,
  digits: [3, 8, 5],
}
