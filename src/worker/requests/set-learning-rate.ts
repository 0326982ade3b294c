import { nothing, record, within } from '../../core/decode'
import { trainingRanges } from '../../nn/spec/training'
import type { Answer } from './definition'

const { min, max } = trainingRanges.learningRate

/** Turns the learning rate of a run that goes on or rests, from its next step on; a `turned` event tells of it. */
export const setLearningRate = {
  params: record({ learningRate: within(min, max) }),
  result: nothing,
}

export const answerSetLearningRate: Answer<typeof setLearningRate> = async ({ learningRate }, { training, changes }) => {
  const turn = () => training.setLearningRate(learningRate)
  // One that is on its way to go on has the rate it had until it does.
  await (training.isSuspended ? changes(turn) : turn())
  return null
}
