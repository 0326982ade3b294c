import { bytes, nothing, record } from '../../core/decode'
import { buffersOf } from '../values/buffers'
import type { Answer, Transfer } from './definition'

/** The model as safetensors. */
export const saveModel = { params: nothing, result: record({ bytes }) }

export const answerSaveModel: Answer<typeof saveModel> = async (_, { training, checkpoints }) => {
  const checkpoint = await training.checkpoint()
  return { bytes: checkpoints.encode({ ...checkpoint, run: null }) }
}

export const transferSaveModel: Transfer<typeof saveModel> = (saved) => buffersOf([saved.bytes])
