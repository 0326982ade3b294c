import { bytes, floats, list, record, within, type Decoded } from '../../core/decode'
import { parseRowsSpec } from '../../nn/spec/rows/rows-spec'
import { buffersOf } from './buffers'
import { generativeInfo } from './generative-info'
import { decodeSeed } from './models'
import { decodeSignal } from './signals'

/** What the page knows of a network that draws row by row. */
export const decodeRowsInfo = generativeInfo((value) => parseRowsSpec(value))

export type RowsInfo = Decoded<typeof decodeRowsInfo>

/** What is to be drawn; whether it fits the network is looked at when it draws. */
export const decodeDrawRowsOptions = record(
  { seed: decodeSeed },
  {
    temperature: within(0.01, 10),
    /** [n,width] rows that stand there already, 1 where there is ink. */
    beginning: bytes,
  },
)

/** A picture, with what the network said of every pixel and all its signals at every row. */
export const decodeDrawnPicture = record({
  /** [height,width] 1 where there is ink. */
  picture: bytes,
  /** [height,width] how likely ink was, given all pixels before. */
  probabilities: floats,
  /** [height] nats of every row. */
  nats: floats,
  /** [height,U] each. */
  signals: list(decodeSignal),
})

export type DrawnPicture = Decoded<typeof decodeDrawnPicture>

export function drawnBuffers(drawn: readonly DrawnPicture[] | null): readonly ArrayBuffer[] {
  return buffersOf(
    (drawn ?? []).flatMap(({ picture, probabilities, nats, signals }) => [
      picture,
      probabilities,
      nats,
      ...signals.map(({ data }) => data),
    ]),
  )
}
