import { bytes, flag, record, text } from '../../core/decode'
import { decodeModelInfo } from '../values/models'
import type { Answer } from './definition'

/** Replaces the model by a checkpoint; refused while training. */
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
  result: record({ model: decodeModelInfo }),
}

export const answerLoadModel: Answer<typeof loadModel> = (params, host) =>
  host.changes(() =>
    host.replaceModel('loadModel', () => {
      const checkpoint = host.checkpoints.decode(params.bytes)
      const name = host.checkpoints.cleanName(params.name)
      return { ...checkpoint, name: params.isNamed === true ? name : checkpoint.name || name }
    }),
  )
