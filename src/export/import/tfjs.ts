import { isRecord, list, record, text, integer } from '../../core/decode'
import { elementCount, type Tensor } from '../../core/tensor'
import { describeModel, type ModelSpec } from '../../nn'
import type { Checkpoint } from '../../train/checkpoint'
import { specOfKeras } from './keras-config'
import { kerasSources, movedPlaces } from './keras-weights'
import { matchLayers } from './source'

const decodeManifest = record({ weights: list(record({ name: text, shape: list(integer()) })) })

/** A model that this page wrote for TensorFlow.js, from its two files. @throws DecodeError, ImportError, RangeError for others */
export function openTfjs(json: Uint8Array, weights: Uint8Array, target: ModelSpec): Pick<Checkpoint, 'spec' | 'parameters'> {
  const model: unknown = JSON.parse(new TextDecoder().decode(json))
  const [manifest] = isRecord(model) && Array.isArray(model['weightsManifest']) ? (model['weightsManifest'] as readonly unknown[]) : []
  const tensors = new Map<string, Tensor>()
  const view = new DataView(weights.buffer, weights.byteOffset, weights.byteLength)
  let at = 0
  for (const { name, shape } of decodeManifest(manifest, 'weightsManifest[0]').weights) {
    const start = at
    const data = Float32Array.from({ length: elementCount(shape) }, (_, index) => view.getFloat32(start + 4 * index, true))
    tensors.set(name, { shape, data })
    at += 4 * data.length
  }
  const sources = kerasSources(tensors)
  const spec = specOfKeras(isRecord(model) ? model['modelTopology'] : null, sources, target, 'tfjs')
  const computing = sources.filter((source) => movedPlaces(source) === null)
  return { spec, parameters: matchLayers(computing, describeModel(spec), 'tfjs') }
}
