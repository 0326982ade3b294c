import type { TrainingStatus } from './app-state'

export type RunState = TrainingStatus['state']

/** Steps are taken or may be. */
export function isUnderWay(state: RunState): boolean {
  return state !== 'idle' && !isOver(state)
}

/** Weights move, or are about to: what is told of a model would not last. */
export function isLearning(state: RunState): boolean {
  return state === 'starting' || state === 'running'
}

export function isOver(state: RunState): boolean {
  return state === 'finished' || state === 'stopped' || state === 'failed'
}

/** Something outside ended the run, and Start lets it go on from what was kept of it. */
export function isCutOff({ state, keptStep }: Pick<TrainingStatus, 'state' | 'keptStep'>): boolean {
  return state === 'failed' && keptStep !== null
}

/** Settings and data are those of a run from its start to its end, also while it is cut off; its learning rate alone can be turned. */
export function holdsSettings(training: Pick<TrainingStatus, 'state' | 'keptStep'>): boolean {
  return isUnderWay(training.state) || isCutOff(training)
}
