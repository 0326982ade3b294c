import { anyNumber, counts, integer, list, nullable, record, refuse, text, within, type Decoded, type Decoder } from '../../core/decode'
import { BINS, EXPONENTS, type Histogram } from '../../statistics/histogram'
import type { SignalProbe, TensorProbe } from '../../train/probe'
import { buffersOf } from './buffers'

/** More tensors or signals than any network has that trains in a browser. */
const MOST = 2000

const bins: Decoder<Uint32Array> = (value, path) => {
  const counted = counts(value, path)
  return counted.length === BINS ? counted : refuse(path, `${BINS} counts`, value)
}

const decodeHistogram: Decoder<Histogram> = record({ exponent: integer(EXPONENTS.min, EXPONENTS.max), counts: bins })

/** Of weights that are finite; a gradient need not be, nor a step. */
const norm = within(0, Number.MAX_VALUE)

const decodeTensorProbe: Decoder<TensorProbe> = record({
  name: text,
  layer: text,
  norm,
  gradient: anyNumber,
  moved: nullable(anyNumber),
  values: decodeHistogram,
})

const decodeSignalProbe: Decoder<SignalProbe> = record({ layer: text, name: text, values: decodeHistogram })

/** The inside of a network after so many steps of its run. */
export const decodeProbe = record({
  step: integer(),
  pictures: record({ gradients: integer(), signals: integer() }),
  loss: anyNumber,
  tensors: list(decodeTensorProbe, MOST),
  signals: list(decodeSignalProbe, MOST),
  /** What it took, without what came between its pieces. */
  milliseconds: within(0, Number.MAX_VALUE),
})

export type RunProbe = Decoded<typeof decodeProbe>

/** The memory of its counts, which nobody else has. */
export function probeBuffers(probe: RunProbe | null): readonly ArrayBuffer[] {
  if (probe === null) return []
  return buffersOf([...probe.tensors, ...probe.signals].map(({ values }) => values.counts))
}
