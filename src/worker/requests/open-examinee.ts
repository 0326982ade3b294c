import { bytes, nothing, nullable, record } from '../../core/decode'
import type { Answer } from './definition'

/**
 * Brings up a model to examine beside that of the page, in place of the one before: from a checkpoint, or for null the one that the page shows. It computes on
 * the CPU, with all cores. Refused while weights move.
 */
export const openExaminee = { params: record({ bytes: nullable(bytes) }), result: nothing }

export const answerOpenExaminee: Answer<typeof openExaminee> = async (params, host) => {
  host.refuseWhileLearning('evaluate')
  const { examinee, checkpoints, training, past } = host
  await examinee.load(params.bytes === null ? (past.shown?.checkpoint ?? (await training.checkpoint())) : checkpoints.decode(params.bytes))
  return null
}
