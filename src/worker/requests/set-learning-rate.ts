import { nothing, record, within } from '../../core/decode'
import { trainingRanges } from '../../nn/spec/training'
import type { Answer } from './definition'

const { min, max } = trainingRanges.learningRate

/** Turns the learning rate of a run that goes on or rests, from its next step on; a `turned` event tells of it. */
export const setLearningRate = {
  params: record({ learningRate: within(min, max) }),
  result: nothing,
}

export const answerSetLearningRate: Answer<typeof setLearningRate> = async ({ learningRate }, { training }) => {
  await training.setLearningRate(learningRate)
  return null
}
