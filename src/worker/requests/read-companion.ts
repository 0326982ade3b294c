import { nullable } from '../../core/decode'
import { decodeReading, decodeTrace, traceBuffers } from '../values/trace'
import type { Answer, Transfer } from './definition'

/** Reads a picture with the second model; null while there is none. */
export const readCompanion = {
  params: decodeReading,
  result: nullable(decodeTrace),
}

export const answerReadCompanion: Answer<typeof readCompanion> = ({ image, options }, { companion }) => companion.trace(image, options)

export const transferReadCompanion: Transfer<typeof readCompanion> = traceBuffers
