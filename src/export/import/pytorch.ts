import { elementCount, type Tensor } from '../../core/tensor'
import type { DescribedLayer, ModelDescription } from '../../nn'
import { GATE_ORDERS, inverseOrder, join, permuteAxes, reorderAlong, reorderBlocks, stack, transpose } from '../layouts'
import { kernelAxes } from '../onnx/builder'
import { matchLayers, type SourceLayer } from './source'

/**
 * Weights of a PyTorch module: the safetensors file of a state_dict.
 *
 * A module's tensors are found by the ends of their names; of which layer they are is a matter of kind and shape, so that modules may be
 * called anything. Recurrent modules of several layers are as many of ours.
 */

const RECURRENT = /^(weight|bias)_(ih|hh)_l(\d+)(_reverse)?$/

/** Whether names are those of a state_dict. */
export function isStateDict(names: Iterable<string>): boolean {
  return [...names].some((name) => /(^|\.)(weight|bias|weight_ih_l\d+)$/.test(name))
}

/** @throws ImportError, ShapeError as `matchLayers` */
export function importStateDict(tensors: ReadonlyMap<string, Tensor>, description: ModelDescription): Map<string, Tensor> {
  const sources = sourcesOf(tensors)
  const parameters = matchLayers(sources, description, 'safetensors')
  const names = new Set(sources.map(({ name }) => name))
  // The module that this page writes flattens as the page does and calls its layers as the page does.
  const isOurs = description.layers.every(({ name, parameters: own }) => own.length === 0 || names.has(name))
  return isOurs ? parameters : flattenedChannelsLast(parameters, description)
}

/** Modules in the order of their names, numbers counted. */
function sourcesOf(tensors: ReadonlyMap<string, Tensor>): readonly SourceLayer[] {
  const modules = new Map<string, Map<string, Tensor>>()
  for (const [name, tensor] of tensors) {
    const dot = name.lastIndexOf('.')
    const leaf = name.slice(dot + 1)
    const [, , , layer] = RECURRENT.exec(leaf) ?? []
    const owner = name.slice(0, Math.max(0, dot))
    // Zero bytes stand in no name: the layers of one recurrent module come one after another.
    const key = layer === undefined ? owner : `${owner}\0${layer}`
    const module = modules.get(key) ?? new Map<string, Tensor>()
    modules.set(key, module.set(leaf, tensor))
  }
  return [...modules]
    .toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([key, leaves]) => sourceOf(key.split('\0')[0]!, leaves))
}

/** Takes a module apart into Keras's tensors; what is of no known kind keeps its name, and has no place then. */
function sourceOf(name: string, leaves: ReadonlyMap<string, Tensor>): SourceLayer {
  const tensors = new Map<string, Tensor>()
  const names = new Map<string, string>()
  const put = (tensor: string, leaf: string, value: Tensor): void => {
    tensors.set(tensor, value)
    names.set(tensor, name === '' ? leaf : `${name}.${leaf}`)
  }
  const weight = leaves.get('weight')
  for (const [leaf, tensor] of leaves) {
    if (RECURRENT.test(leaf)) continue
    if (leaf === 'weight' && tensor.shape.length > 1) put('kernel', leaf, kernelOf(tensor))
    else if (leaf === 'weight') put('gamma', leaf, tensor)
    else if (leaf === 'bias' && weight?.shape.length === 1) put('beta', leaf, tensor)
    else put(leaf, leaf, tensor)
  }
  putReaders(leaves, put)
  return { name, tensors, names }
}

function kernelOf(tensor: Tensor): Tensor {
  return tensor.shape.length === 2 ? transpose(tensor) : permuteAxes(tensor, inverseOrder(kernelAxes(tensor.shape.length)))
}

/** Gates of a recurrent module, by their number. */
const KINDS: Readonly<Record<number, keyof typeof GATE_ORDERS.pytorch>> = { 1: 'rnn', 3: 'gru', 4: 'lstm' }

function putReaders(leaves: ReadonlyMap<string, Tensor>, put: (tensor: string, leaf: string, value: Tensor) => void): void {
  const keys = [...leaves.keys()].flatMap((leaf) => (/^weight_ih_l\d+(_reverse)?$/.test(leaf) ? [leaf.slice('weight_ih'.length)] : []))
  const isBoth = keys.length === 2
  for (const key of keys) {
    const input = leaves.get(`weight_ih${key}`)!
    const state = leaves.get(`weight_hh${key}`)
    const [rows = 0, units = 0] = state?.shape ?? []
    const kind = KINDS[rows / units]
    if (state === undefined || kind === undefined || input.shape.length !== 2 || state.shape.length !== 2) {
      put(`weight_ih${key}`, `weight_ih${key}`, input)
      continue
    }
    const order = inverseOrder(GATE_ORDERS.pytorch[kind])
    const prefix = isBoth ? (key.endsWith('_reverse') ? 'backward_' : 'forward_') : ''
    put(`${prefix}kernel`, `weight_ih${key}`, reorderBlocks(transpose(input), order))
    put(`${prefix}recurrent_kernel`, `weight_hh${key}`, reorderBlocks(transpose(state), order))
    const [first, second] = ['ih', 'hh'].map((which) => leaves.get(`bias_${which}${key}`))
    if (first !== undefined && second !== undefined && first.data.length === rows && second.data.length === rows) {
      put(`${prefix}bias`, `bias_ih${key}`, reorderBlocks(kind === 'gru' ? stack([first, second]) : sumOf(first, second), order))
    }
  }
}

/** Keras's one bias of PyTorch's two, which are added. */
function sumOf(a: Tensor, b: Tensor): Tensor {
  return join([{ shape: a.shape, data: a.data.map((value, index) => value + b.data[index]!) }])
}

/**
 * Where a convolution's output is flattened, PyTorch has the places of one channel after another and this page the channels of one place, of the whole
 * picture or of each of its rows: the layers behind it read their features in another order.
 */
function flattenedChannelsLast(parameters: Map<string, Tensor>, { layers }: ModelDescription): Map<string, Tensor> {
  for (const [index, { layer, input }] of layers.entries()) {
    if (layer.type !== 'flatten') continue
    const before = layers.slice(0, index).findLast((each) => each.layer.type !== 'dropout')
    if (before === undefined || !/^(conv|maxPool)/.test(before.layer.type)) continue
    const places = layer.within === 'step' ? input.slice(1, -1) : input.slice(0, -1)
    reorderFeatures(parameters, layers.slice(index + 1), channelsFirst(elementCount(places), input.at(-1)!))
  }
  return parameters
}

/** Where each of this page's features, the channels of a place side by side, is among those of PyTorch. */
function channelsFirst(places: number, channels: number): readonly number[] {
  return Array.from({ length: places * channels }, (_, feature) => (feature % channels) * places + Math.floor(feature / channels))
}

/** Has layers read their features in this order, up to the first that makes others of them. */
function reorderFeatures(parameters: Map<string, Tensor>, layers: readonly DescribedLayer[], order: readonly number[]): void {
  let from = order
  for (const { layer, input, parameters: own } of layers) {
    if (layer.type === 'flatten') {
      // Timesteps, one after another, each in that order.
      const steps = elementCount(input) / order.length
      from = Array.from({ length: steps }, (_, step) => order.map((feature) => step * order.length + feature)).flat()
    }
    for (const { name, tensor, shape } of own) {
      const axis = featureAxis(tensor, shape)
      if (axis !== null && shape[axis] === from.length) parameters.set(name, reorderAlong(parameters.get(name)!, axis, from))
    }
    if (own.length > 0 && layer.type !== 'layerNorm') return
  }
}

/** Which dimension of a tensor counts the features that its layer reads; null where none does. */
function featureAxis(tensor: string, shape: readonly number[]): number | null {
  if (tensor === 'gamma' || tensor === 'beta') return 0
  return /^(forward_|backward_)?kernel$/.test(tensor) ? shape.length - 2 : null
}
