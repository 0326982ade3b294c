import { choice, integer, list, record, text, type Decoded } from '../../core/decode'
import { decodeFailure } from '../error-details'

export const decodeDataSourceKind = choice('mnist', 'built-in')

export type DataSourceKind = Decoded<typeof decodeDataSourceKind>

/** The data in use. */
export const decodeDataInfo = record({
  kind: decodeDataSourceKind,
  /** Where MNIST came from: `cache`, `page`, a mirror's address, `files`; `generator` for built-in digits. */
  origin: text,
  trainCount: integer(),
  testCount: integer(),
})

export type DataInfo = Decoded<typeof decodeDataInfo>

/** What a load came to, and why sources before were passed over. */
export const decodeDataLoad = record({ data: decodeDataInfo, failures: list(decodeFailure) })

export type DataLoad = Decoded<typeof decodeDataLoad>
