import { record, text, type Decoded } from '../../core/decode'
import { decodeErrorDetail } from '../error-details'

/** An error as data: survives the way between threads. */
export const decodeErrorData = record(
  { code: text, message: text, hint: text },
  {
    /** The same as data, for words of other languages. */
    detail: decodeErrorDetail,
  },
)

export type ErrorData = Decoded<typeof decodeErrorData>
