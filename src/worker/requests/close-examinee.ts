import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** Frees the model that was examined, with its engine. */
export const closeExaminee = { params: nothing, result: nothing }

export const answerCloseExaminee: Answer<typeof closeExaminee> = async (_, { examinee }) => {
  await examinee.close()
  return null
}
