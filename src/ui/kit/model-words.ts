import type { AppState } from '../../state/app-state'
import { originOf } from '../../state/model-origin'
import { isUnderWay } from '../../state/run-state'
import type { ModelInfo } from '../../worker/protocol'
import type { Format } from './format'
import type { Messages } from './messages/messages'
import { describeSet } from './set-names'

/** What is known of a model, in the visitor's words. */

export function describeAccuracy({ testAccuracy, testedOn }: ModelInfo, { shell: { model }, sets }: Messages, format: Format): string {
  if (testAccuracy === null) return model.unknown
  const accuracy = format.percent(testAccuracy, 2)
  return testedOn === null ? accuracy : model.accuracyOn(accuracy, describeSet(testedOn, sets))
}

export function describeTraining({ trainedOn, epochs }: ModelInfo, { shell: { model, list }, sets }: Messages): string {
  if (trainedOn.length === 0) return model.fresh
  return list([model.epochs(epochs), model.trainedOn(trainedOn.map((name) => describeSet(name, sets)).join(sets.next))])
}

/** Whose weights a model has and how good they are, in one phrase. */
export function describeModelInUse(model: ModelInfo, words: Messages, format: Format): string {
  const { who } = words.shell.model
  const accuracy = model.testAccuracy === null ? null : describeAccuracy(model, words, format)
  switch (originOf(model)) {
    case 'page':
      return who.page(accuracy)
    case 'fresh':
      return who.fresh
    case 'own':
      return who.own(model.epochs === 0 ? who.lessThanAnEpoch : words.shell.model.epochs(model.epochs), accuracy)
  }
}

/** The same of the weights that answer now: during a run they are those of its step, and looking back those of another. */
export function describeWhoAnswers(
  { training, past }: Pick<AppState, 'training' | 'past'>,
  model: ModelInfo,
  words: Messages,
  format: Format,
): string {
  const { who } = words.shell.model
  if (past.at !== null) return who.past(format.integer(past.at))
  const { state, step, totalSteps, accuracy } = training
  if (!isUnderWay(state) || totalSteps === 0) return describeModelInUse(model, words, format)
  return who.learning(format.integer(step), format.integer(totalSteps), accuracy === null ? null : format.percent(accuracy))
}
