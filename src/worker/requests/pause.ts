import { nothing } from '../../core/decode'
import { defineRequest, type Answer } from './definition'

/** Answered when every step begun is finished and told. */
export const pause = defineRequest({ params: nothing, result: nothing })

export const answerPause: Answer<typeof pause> = async (_, { trainer }) => {
  await trainer.current('pause').pause()
  return null
}
