import { integer, list, record, text, type Decoded } from '../../core/decode'
import { decodeFailure } from '../../core/error-details'
import { decodeTask } from '../../core/task'
import { decodeDataSet } from '../../data/sets/registry'

/** The data in use. */
export const decodeDataInfo = record({
  kind: decodeDataSet,
  /** What its labels mean. */
  task: decodeTask,
  /** Where MNIST came from: `cache`, `page`, a mirror's address, `files`; `generator` for built-in digits. */
  origin: text,
  trainCount: integer(),
  testCount: integer(),
})

export type DataInfo = Decoded<typeof decodeDataInfo>

/** What a load came to, and why sources before were passed over. */
export const decodeDataLoad = record({ data: decodeDataInfo, failures: list(decodeFailure) })

export type DataLoad = Decoded<typeof decodeDataLoad>
