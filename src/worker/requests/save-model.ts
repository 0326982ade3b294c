import { nothing, record, bytes, type Decoder } from '../../core/decode'
import { defineRequest, type Answer } from './definition'

const result: Decoder<{ readonly bytes: Uint8Array }> = record({ bytes })

/** The model as safetensors. */
export const saveModel = defineRequest({
  params: nothing,
  result,
  transfer: (saved) => (saved.bytes.buffer instanceof ArrayBuffer ? [saved.bytes.buffer] : []),
})

export const answerSaveModel: Answer<typeof saveModel> = async (_, { trainer, checkpoints }) => {
  const checkpoint = await trainer.checkpoint()
  return { bytes: checkpoints.encode({ ...checkpoint, run: null }) }
}
