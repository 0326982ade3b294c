import { bytes, nothing, nullable, record } from '../../core/decode'
import type { Answer } from './definition'

/**
 * Brings up a model to examine beside that of the page, in place of the one before: from a checkpoint, or for null the page's own as it is now. It computes on
 * the CPU, with all cores. Refused while weights move.
 */
export const openExaminee = { params: record({ bytes: nullable(bytes) }), result: nothing }

export const answerOpenExaminee: Answer<typeof openExaminee> = async (params, host) => {
  host.refuseWhileLearning('evaluate')
  const { examinee, checkpoints, training } = host
  await examinee.load(params.bytes === null ? await training.checkpoint() : checkpoints.decode(params.bytes))
  return null
}
