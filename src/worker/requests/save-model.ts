import { bytes, nothing, record } from '../../core/decode'
import { buffersOf } from '../values/buffers'
import { defineRequest, type Answer } from './definition'

const result = record({ bytes })

/** The model as safetensors. */
export const saveModel = defineRequest({
  params: nothing,
  result,
  transfer: (saved) => buffersOf([saved.bytes]),
})

export const answerSaveModel: Answer<typeof saveModel> = async (_, { trainer, checkpoints }) => {
  const checkpoint = await trainer.checkpoint()
  return { bytes: checkpoints.encode({ ...checkpoint, run: null }) }
}
