/** What the training panel allows and says in each state of a run. */

import type { TrainingStatus } from '../../state/app-state'
import type { Messages } from '../kit/messages/messages'

/**
 * The epoch that a run is in, for people.
 *
 * @returns 1 … number of epochs
 */
export function currentEpoch({ step, stepsPerEpoch, evaluating, epochs, totalSteps }: TrainingStatus): number {
  if (stepsPerEpoch === 0) return 1
  // While an epoch is tested its last step is done, but the next one has not begun.
  if (evaluating !== null) return Math.max(1, Math.ceil(step / stepsPerEpoch))
  const last = Math.max(1, Math.round(totalSteps / stepsPerEpoch), epochs.length)
  return Math.min(Math.floor(step / stepsPerEpoch) + 1, last)
}

/** How many epochs the run has; the panel's setting before there is one. */
export function runEpochs({ totalSteps, stepsPerEpoch, settings }: TrainingStatus): number {
  return stepsPerEpoch > 0 ? Math.round(totalSteps / stepsPerEpoch) : settings.epochs
}

/** One sentence about the run; changes rarely enough to be announced. */
export function describeRun(training: TrainingStatus, { training: { status } }: Messages): string {
  const epoch = currentEpoch(training)
  const epochs = runEpochs(training)
  const { state } = training
  switch (state) {
    case 'idle':
      return status.idle
    case 'starting':
      return status.starting
    case 'running':
      return training.evaluating ? status.testing(epoch, epochs) : status.running(epoch, epochs)
    case 'paused':
      return status.paused(epoch, epochs)
    case 'finished':
      return status.finished(epochs)
    case 'stopped':
      return status.stopped
    case 'failed':
      return status.failed
    default:
      return state satisfies never
  }
}
