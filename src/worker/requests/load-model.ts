import { bytes, flag, record, text } from '../../core/decode'
import { decodeModelInfo } from '../values/models'
import type { Answer } from './definition'

/** Replaces the model by one from a file; refused while training. */
export const loadModel = {
  params: record(
    {
      bytes,
      /** For a checkpoint that has none of its own. */
      name: text,
    },
    /** The name counts, whatever the checkpoint calls itself: somebody has given it. */
    { isNamed: flag },
  ),
  result: record(
    { model: decodeModelInfo },
    {
      /** The model as a file of this page, where it came from another tool. */
      converted: bytes,
    },
  ),
}

export const answerLoadModel: Answer<typeof loadModel> = (params, host) =>
  host.changes(async () => {
    const converted: Uint8Array[] = []
    const { model } = await host.replaceModel('loadModel', async () => {
      const { checkpoint, isForeign } = await host.checkpoints.open(params.bytes, params.name)
      const name = host.checkpoints.cleanName(params.name)
      const named = { ...checkpoint, name: params.isNamed === true ? name : checkpoint.name || name }
      if (isForeign) converted.push(host.checkpoints.encode(named))
      return named
    })
    return { model, ...(converted[0] && { converted: converted[0] }) }
  })
