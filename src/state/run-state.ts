import type { TrainingStatus } from './app-state'

export type RunState = TrainingStatus['state']

/** A run holds the settings and the data from its start to its end. */
export function isUnderWay(state: RunState): boolean {
  return state !== 'idle' && !isOver(state)
}

export function isOver(state: RunState): boolean {
  return state === 'finished' || state === 'stopped' || state === 'failed'
}
