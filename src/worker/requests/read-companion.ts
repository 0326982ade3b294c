import { nullable } from '../../core/decode'
import { decodeReading, decodeTrace, traceBuffers } from '../values/trace'
import { defineRequest, type Answer } from './definition'

/** Reads a picture with the second model; null while there is none. */
export const readCompanion = defineRequest({
  params: decodeReading,
  result: nullable(decodeTrace),
  transfer: traceBuffers,
})

export const answerReadCompanion: Answer<typeof readCompanion> = ({ image, options }, { companion }) => companion.trace(image, options)
