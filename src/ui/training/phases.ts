/** What the training panel allows and says in each state of a run. */

import type { TrainingStatus } from '../../state/app-state'
import { isCutOff } from '../../state/run-state'
import type { Format } from '../kit/format'
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
export function describeRun(training: TrainingStatus, messages: Messages, format: Format): string {
  const { status } = messages.training
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
      return training.trouble === null ? status.paused(epoch, epochs) : status.lostItsWay(format.integer(training.trouble.step))
    case 'finished':
      return describeEnd(training, epochs, messages, format)
    case 'stopped':
      return status.stopped
    case 'failed':
      return isCutOff(training) ? status.cutOff(format.integer(training.keptStep ?? 0)) : status.failed
    default:
      return state satisfies never
  }
}

function describeEnd({ ending }: TrainingStatus, planned: number, { training: { status }, shell }: Messages, format: Format): string {
  if (ending === null) return status.finished(planned)
  const { isEarly, epochs, restoredEpoch } = ending
  const end = isEarly ? status.endedEarly(format.integer(epochs), format.integer(planned)) : status.finished(planned)
  return restoredEpoch === null ? end : shell.sentences([end, status.restored(format.integer(restoredEpoch + 1))])
}
