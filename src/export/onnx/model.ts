import { taskOf } from '../../core/task'
import { describeModel, type ModelDescription, type ModelSpec } from '../../nn'
import { scanOrder } from '../../nn/spec/input'
import { ExportError } from '../errors'
import { maskedLayer, type Parameters } from '../parameters'
import { GraphBuilder, type Value } from './builder'
import { encodeModel } from './graph'
import { addLayer } from './layers'

/** Names of what goes in and what comes out. */
export const ONNX_INPUT = 'images'
export const ONNX_OUTPUT = 'probabilities'

/**
 * A model as an ONNX file (operators of version 17), for predictions: dropout, which does nothing in one, is left out.
 *
 * @param parameters  in Keras's names and layouts
 * @param name        of the graph, for people
 * @returns a file whose input `images` is [N,height,width] in 0…1, ink = 1, for any N, and whose output `probabilities` is [N,classes]
 * @throws ExportError where timesteps are masked, which no operator can; ShapeError names a parameter that is missing
 */
export function onnxModel(spec: ModelSpec, parameters: Parameters, name = 'gatelight'): Uint8Array<ArrayBuffer> {
  const description = describeModel(spec)
  const masked = maskedLayer(description)
  if (masked !== null) throw new ExportError({ format: 'onnx', reason: { kind: 'masks', layer: masked.name } })
  const graph = new GraphBuilder()
  let value = scan(graph, description)
  for (const layer of description.layers) value = addLayer(graph, layer, parameters, value)
  graph.add('Identity', ONNX_OUTPUT, [value.name])
  const { height, width } = taskOf(spec).input
  return encodeModel(
    graph.finish({
      name,
      inputs: [{ name: ONNX_INPUT, shape: ['N', height, width] }],
      outputs: [{ name: ONNX_OUTPUT, shape: ['N', description.task.classes.length] }],
    }),
  )
}

/** The picture as the first layer reads it. */
function scan(graph: GraphBuilder, { spec, input, task }: ModelDescription): Value {
  switch (spec.input.scan) {
    case 'rows':
      return { name: ONNX_INPUT, layout: 'NTF' }
    case 'columns':
      return { name: ONNX_INPUT, layout: 'NFT' }
    case 'image': {
      const picture = graph.add('Unsqueeze', 'picture', [ONNX_INPUT, graph.constant('channel', [3])])
      return { name: picture, layout: 'NHWC' }
    }
    case 'patches':
    case 'pixels': {
      const { height, width } = task.input
      const order = [...scanOrder(spec)]
      const flat = graph.add('Reshape', 'pixels', [ONNX_INPUT, graph.constant('pixels_shape', [0, height * width])])
      const isInOrder = order.every((pixel, place) => pixel === place)
      const ordered = isInOrder ? flat : graph.add('Gather', 'ordered', [flat, graph.constant('order', order)], { axis: 1 })
      const steps = graph.add('Reshape', 'steps', [ordered, graph.constant('steps_shape', [0, ...input])])
      return { name: steps, layout: 'NTF' }
    }
    default:
      return spec.input.scan satisfies never
  }
}
