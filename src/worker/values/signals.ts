import { floats, integer, list, record, refuse, text, type Decoder } from '../../core/decode'
import { elementCount, type Tensor } from '../../core/tensor'
import type { TraceSignal } from '../../nn/engine'

export const decodeTensor: Decoder<Tensor> = (value, path) => {
  const tensor = record({ shape: list(integer(), 8), data: floats })(value, path)
  const count = elementCount(tensor.shape)
  return count === tensor.data.length ? tensor : refuse(path, `${count} values`, tensor.data)
}

const decodeNames = record({ layer: text, name: text })

/** What a layer did, whatever kind of network it is in. */
export const decodeSignal: Decoder<TraceSignal> = (value, path) => ({ ...decodeNames(value, path), ...decodeTensor(value, path) })
