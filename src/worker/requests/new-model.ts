import { record, text } from '../../core/decode'
import { decodeModelInfo, decodeSeed, decodeSpec } from '../values/models'
import type { Answer } from './definition'

/** Replaces the model by fresh weights of another specification; refused while training. */
export const newModel = {
  params: record({ spec: decodeSpec, name: text, seed: decodeSeed }),
  result: record({ model: decodeModelInfo }),
}

export const answerNewModel: Answer<typeof newModel> = ({ spec, name, seed }, host) =>
  host.changes(() => host.replaceModel('newModel', () => host.checkpoints.fresh(spec, host.checkpoints.cleanName(name), seed)))
