import { taskOf } from '../../core/task'
import { describeModel } from '../../nn'
import type { Checkpoint } from '../../train/checkpoint'
import { textFile } from '../archive'
import type { ExportedFile } from '../exported'
import { kerasLayers, type Json, type KerasLayer, type KerasWeight } from '../keras/layers'

const WEIGHTS = 'weights.bin'

/**
 * A model in the layers format of TensorFlow.js, for `tf.loadLayersModel('…/model.json')`: images [N,height,width] in 0…1 to probabilities [N,classes].
 *
 * Source: TensorFlow.js, `io.ModelJSON` in tfjs-core/src/io/types.ts
 * @throws ExportError, ShapeError as `kerasLayers`
 */
export function tfjsFiles({ spec, parameters }: Checkpoint, fileName: string): readonly ExportedFile[] {
  const layers = kerasLayers(describeModel(spec), parameters, 'tfjs')
  const { height, width } = taskOf(spec).input
  const input = {
    class_name: 'InputLayer',
    config: { batch_input_shape: [null, height, width], dtype: 'float32', sparse: false, name: 'images' },
  }
  const weights = layers.flatMap((layer) => layer.weights.map((weight) => ({ name: weightName(layer, weight), tensor: weight.tensor })))
  const model = {
    format: 'layers-model',
    generatedBy: 'Gatelight',
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: { name: fileName, layers: [input, ...layers.map(serialised)] },
      keras_version: '2.15.0',
      backend: 'tensor_flow.js',
    },
    weightsManifest: [{ paths: [WEIGHTS], weights: weights.map(({ name, tensor }) => ({ name, shape: tensor.shape, dtype: 'float32' })) }],
  }
  const bytes = new Uint8Array(weights.reduce((sum, { tensor }) => sum + 4 * tensor.data.length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const { tensor } of weights) {
    for (const value of tensor.data) {
      view.setFloat32(at, value, true)
      at += 4
    }
  }
  return [textFile('model.json', JSON.stringify(model)), { name: WEIGHTS, bytes }]
}

function serialised({ className, config, inner }: KerasLayer): Json {
  return { class_name: className, config: inner === undefined ? config : { ...config, layer: serialised(inner) } }
}

/** The cell's weights are called after their layer; those of both directions after each direction's. */
function weightName({ config, inner }: KerasLayer, { part, name }: KerasWeight): string {
  const direction = part.startsWith('forward') ? 'forward' : 'backward'
  return inner === undefined ? `${config.name}/${name}` : `${config.name}/${direction}_${inner.config.name}/${name}`
}
