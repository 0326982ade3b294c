import { nullable } from '../../core/decode'
import { decodeReading, decodeTrace, traceBuffers } from '../values/trace'
import { defineRequest, type Answer } from './definition'

/** Reads a picture with the model as it is now. A newer `read` overtakes an older one that waits: the older gets null. */
export const read = defineRequest({
  params: decodeReading,
  result: nullable(decodeTrace),
  transfer: traceBuffers,
})

export const answerRead: Answer<typeof read> = (reading, { readings }) => readings.request(reading)
