import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** Answered when every step begun is finished and told. */
export const pause = { params: nothing, result: nothing }

export const answerPause: Answer<typeof pause> = async (_, { training }) => {
  if (!training.isSuspended) await training.current('pause').pause()
  return null
}
