import type { ModelInfo } from '../../worker/protocol'
import type { Format } from '../kit/format'
import type { Messages } from '../kit/messages/messages'
import { describeSet } from '../kit/set-names'

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
