import { anyNumber, bytes, floats, integer, list, nullable, record, text, within, type Decoded, type Decoder } from '../../core/decode'
import { parseRowsSpec, type RowsSpec } from '../../nn/spec/rows/rows-spec'
import { buffersOf } from './buffers'
import { decodeSeed } from './models'

const decodeRowsSpec: Decoder<RowsSpec> = (value) => parseRowsSpec(value)

/** What the page knows of a network that draws row by row. */
export const decodeRowsInfo = record({
  spec: decodeRowsSpec,
  name: text,
  parameterCount: integer(),
  epochs: integer(),
  trainedOn: list(text),
  /** Nats per picture on the set named by `testedOn`. */
  testLoss: nullable(anyNumber),
  testedOn: nullable(text),
})

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

const decodeSignal = record({ layer: text, name: text, shape: list(integer(), 2), data: floats })

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
