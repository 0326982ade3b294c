import { anyNumber, bytes, integer, list, nullable, record, tagged, text, type Decoded } from '../core/decode'
import { runEvents } from '../nn/spec/run-events'
import { decodeDataInfo } from './values/data'
import { decodeEngineInfo, decodeEngineReason } from './values/engines'
import { decodeErrorData } from '../core/error-details'
import { decodeModelInfo } from './values/models'
import { raceEvents } from './values/race'
import { writerEvents } from './values/writer-run'

/** Everything that the worker says without being asked. */
export const decodeEvent = tagged('type', {
  dataProgress: record({ file: text, source: text, receivedBytes: anyNumber, totalBytes: anyNumber }),
  data: record({ data: decodeDataInfo }),
  ...runEvents,
  ...raceEvents,
  ...writerEvents,
  /**
   * The model as safetensors, for the page to keep in case the worker dies: after an epoch with what a run needs to go on, within one
   * (`epoch` is null) whenever a run rests or ends, and now and then while it goes on.
   */
  checkpoint: record({
    epoch: nullable(integer()),
    /** Steps of the run that are done here, where it can go on from here. */
    step: nullable(integer()),
    bytes,
  }),
  /** The model's weights or identity changed: what is on the pad should be read again. Sent a few times a second while training. */
  model: record({ model: decodeModelInfo }),
  /** Steps of the last run that the page can look back at, rising, and the one that it looks at; null for the model as it is now. */
  moments: record({ steps: list(integer()), at: nullable(integer()) }),
  /** The engine changed, was brought up again after a loss, or has fewer threads than before. */
  engine: record({ engine: decodeEngineInfo, reason: decodeEngineReason }),
  error: record({ error: decodeErrorData }),
  /** Told by `client.ts` itself: the worker died or hangs, every pending request was rejected. The next request starts a new one. */
  crashed: record({ error: decodeErrorData }),
})

export type WorkerEvent = Decoded<typeof decodeEvent>
