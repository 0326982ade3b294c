import { anything, integer, record, tagged, type Decoded } from '../core/decode'
import { decodeEvent } from './events'
import { decodeErrorData } from '../core/error-details'

const decodeWorkerMessage = tagged('kind', {
  /** Only the one who asked knows what the result is. */
  response: record({ id: integer(), result: anything }),
  failure: record({ id: integer(), error: decodeErrorData }),
  event: record({ event: decodeEvent }),
})

export type WorkerMessage = Decoded<typeof decodeWorkerMessage>

/** What the page hears. @throws DecodeError, SpecError */
export function parseWorkerMessage(value: unknown): WorkerMessage {
  return decodeWorkerMessage(value, 'worker message')
}
