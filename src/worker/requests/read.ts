import { nullable } from '../../core/decode'
import { decodeJudgedTrace, decodeReading, traceBuffers } from '../values/trace'
import type { Answer, Transfer } from './definition'

/** Reads a picture with the model as it is now. A newer `read` overtakes an older one that waits: the older gets null. */
export const read = {
  params: decodeReading,
  result: nullable(decodeJudgedTrace),
}

export const answerRead: Answer<typeof read> = (reading, { readings }) => readings.request(reading)

export const transferRead: Transfer<typeof read> = traceBuffers
