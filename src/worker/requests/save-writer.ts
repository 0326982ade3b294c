import { bytes, nothing, nullable, record } from '../../core/decode'
import { buffersOf } from '../values/buffers'
import type { Answer, Transfer } from './definition'

/** The network that writes as a file, with all that it learnt since it was brought up; null while there is none. */
export const saveWriter = { params: nothing, result: nullable(record({ bytes })) }

export const answerSaveWriter: Answer<typeof saveWriter> = async (_, { scribe }) => {
  const file = await scribe.save()
  return file === null ? null : { bytes: file }
}

export const transferSaveWriter: Transfer<typeof saveWriter> = (saved) => (saved === null ? [] : buffersOf([saved.bytes]))
