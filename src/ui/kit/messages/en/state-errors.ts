import type { ErrorDetail } from '../../../../core/error-details'
import type { ErrorText } from '../../errors'
import { describeSet } from '../../set-names'
import { sets } from './sets'

type State = ErrorDetail<'state'>

/** What cannot be done now; the reason follows. */
const actions: Readonly<Record<State['action'], string>> = {
  start: 'The engine can’t be started',
  useModel: 'The model can’t be used',
  train: 'Training can’t be started',
  pause: 'Training can’t be paused',
  resume: 'Training can’t go on',
  step: 'No single step can be trained',
  stop: 'Training can’t be stopped',
  setLearningRate: 'The learning rate can’t be changed',
  reset: 'The model can’t be reset',
  goBack: 'The network can’t go back',
  evaluate: 'The model can’t be tested',
  profile: 'A training step can’t be measured',
  newModel: 'The model can’t be changed',
  loadModel: 'The model can’t be changed',
  loadData: 'The data can’t be changed',
  loadFiles: 'The data can’t be changed',
  useEngine: 'The engine can’t be changed',
  measureEngines: 'The engines can’t be measured',
  timeNetwork: 'The network can’t be timed',
  race: 'The race can’t be started',
  placeMemory: 'Memory can’t be placed',
}

export function describeStateError(detail: ErrorDetail<'state'>): ErrorText {
  const [message, hint] = sentences(detail)
  return { message, hint }
}

function sentences({ action, obstacle }: State): readonly [message: string, hint: string] {
  const not = actions[action]
  switch (obstacle.kind) {
    case 'training':
      return [`${not} while training.`, 'Stop the training first.']
    case 'notTraining':
      return [`${not}: there is no training.`, 'Press Start to train.']
    case 'notPaused':
      return [`${not}: training is not paused.`, 'Pause the training first.']
    case 'noData':
      return [`${not}: no data is loaded.`, 'Load MNIST or the built-in digits first.']
    case 'noModel':
      return [`${not}: there is no model yet.`, 'Wait until the page has started, then try again.']
    case 'noEngine':
      return [`${not}: no engine is running.`, 'Wait until the engine has started, or choose one under Engine.']
    case 'otherData': {
      const needed = obstacle.needed === null ? 'the data it began with' : describeSet(obstacle.needed, sets)
      return [`${not}: the run needs ${needed}, but ${describeSet(obstacle.used, sets)} is loaded.`, `Load ${needed}, or start a new run.`]
    }
    case 'noRunToResume':
      return [`${not} where it ended: this model was not saved in the middle of a run.`, 'Start a new run.']
    case 'racing':
      return [`${not} while networks race.`, 'Stop the race under Compare first.']
    case 'noRace':
      return [`${not}: the networks of the race are gone.`, 'Start the race again.']
    case 'noPast':
      return [`${not}: no training was kept since this model came.`, 'Train it first.']
    case 'otherRun':
      return [`${not} while training with other settings.`, 'Go back to the settings of the run, or stop it first.']
    case 'overtaken':
      return ['This load was given up for a newer one.', 'Wait for the newer load to end.']
    case 'noPlan':
      return [`${not}: ${obstacle.label} belongs to no compiled plan.`, 'Reload the page; if it happens again, please report it.']
    default:
      return obstacle satisfies never
  }
}
