import { explain, type Bench } from './browser.ts'
import { Contestant } from './contest.ts'
import type { ContenderName } from './contenders/list.ts'
import { LimitPlayer } from './limit-player.ts'
import type { Pace } from './pace.ts'
import { failuresOf } from './report.ts'
import type { BenchResults } from './results.ts'
import { playRounds } from './rounds.ts'

/** Contenders, and the machine's limits, from their first steps through all rounds. */

export interface Contest {
  readonly bench: Bench
  readonly pace: Pace
  /** Examples of a training step. */
  readonly batch: number
  /** [16,10] right probabilities for the initial parameters */
  readonly expected: readonly number[]
  readonly say: (line: string) => void
}

export type Played = Pick<BenchResults, 'contenders' | 'limits' | 'failures'>

export async function play(
  { bench, pace, batch, expected, say }: Contest,
  names: readonly ContenderName[],
  needsLimits: boolean,
): Promise<Played> {
  const failures: string[] = []
  const contestants: Contestant[] = []
  for (const name of names) {
    say(`${name}: first steps`)
    const contestant = new Contestant(name, bench, pace, batch)
    await contestant.start()
    contestants.push(contestant)
  }
  const limitPlayer = needsLimits ? await startLimits({ bench, pace, batch, say }, failures) : null
  say('rounds')
  const players = [...contestants.filter(({ hasStarted }) => hasStarted), ...(limitPlayer === null ? [] : [limitPlayer])]
  const dropped = await playRounds(players, { ...pace.rounds, all: pace.allRounds })
  for (const contestant of contestants) await contestant.finish(expected, dropped.get(contestant.name) ?? null)
  await limitPlayer?.finish()
  const limitFailure = dropped.get('limits')
  if (limitFailure !== undefined) failures.push(`limits of the machine: ${explain(limitFailure)}`)
  const contenders = contestants.map((contestant) => contestant.result())
  return { contenders, limits: limitPlayer?.result(contenders) ?? null, failures: [...failuresOf(contenders), ...failures] }
}

async function startLimits({ bench, pace, batch, say }: Omit<Contest, 'expected'>, failures: string[]): Promise<LimitPlayer | null> {
  say('limits of the machine')
  try {
    return await LimitPlayer.start(bench, pace.limit, batch)
  } catch (cause) {
    failures.push(`limits of the machine: ${explain(cause)}`)
    return null
  }
}
