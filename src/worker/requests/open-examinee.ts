import { bytes, nothing, nullable, record } from '../../core/decode'
import type { Answer } from './definition'

/**
 * Brings up a model to examine beside that of the page, in place of the one before: from a checkpoint, or for null the page's own as it is now. It computes on
 * the CPU, with all cores. Refused while training.
 */
export const openExaminee = { params: record({ bytes: nullable(bytes) }), result: nothing }

export const answerOpenExaminee: Answer<typeof openExaminee> = async (params, host) => {
  host.refuseWhileTraining('evaluate')
  const { examinee, checkpoints, models } = host
  await examinee.load(params.bytes === null ? models.checkpoint : checkpoints.decode(params.bytes))
  return null
}
