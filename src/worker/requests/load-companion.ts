import { bytes, nothing, record } from '../../core/decode'
import type { Answer } from './definition'

/** Brings up a second model from a checkpoint, in place of the one before, to read pictures beside the model of the page; no event tells of it. */
export const loadCompanion = { params: record({ bytes }), result: nothing }

export const answerLoadCompanion: Answer<typeof loadCompanion> = async (params, { companion, checkpoints }) => {
  await companion.load(checkpoints.decode(params.bytes))
  return null
}
