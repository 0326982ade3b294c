import { isRecord } from '../../core/decode'
import type { ModelKind } from '../../core/exchange-details'
import { DIGITS, isSameTask, type Task } from '../../core/task'
import { parseModelSpec, type ModelSpec } from '../../nn'
import type { FeatureShape } from '../../nn/spec/definition'
import { describeLayer, layerNames } from '../../nn/spec/describe'
import { inputOf, inputShape, scanOrder } from '../../nn/spec/input'
import type { InputSpec, PictureReading } from '../../nn/spec/model-spec'
import { parseLayer } from '../../nn/spec/parse'
import { ImportError } from '../errors'
import { isWithinStep, layerOf, list, setting, type ConfigLayer } from './keras-layers'
import { movedPlaces } from './keras-weights'
import type { SourceLayer } from './source'

/**
 * The network that a Keras model's configuration describes, where this page can build it: one layer after another from pictures to
 * probabilities. Keras 3 and Keras 2 describe layers alike.
 *
 * @param config   parsed JSON of `config.json`, or of the attribute `model_config`
 * @param sources  its weights: the orders of pixels that this page writes are told by them
 * @param target   the network that is there; a model of the same pictures and classes is for its task
 * @throws ImportError  `layer` names the first that this page does not compute; SpecError for layers that do not fit each other
 */
export function specOfKeras(config: unknown, sources: readonly SourceLayer[], target: ModelSpec | null, found: ModelKind): ModelSpec {
  const layers = chainOf(config, found)
  const [{ input, size }, rest] = inputOfChain(layers, sources, found)
  const classes = rest.findLast(({ className }) => className === 'Dense')?.config['units']
  const task = taskFor(size, typeof classes === 'number' ? classes : 0, target)
  const reading = { input, ...(task && { task }) }
  const specs: object[] = []
  for (let index = 0; index < rest.length; index++) {
    const { layer, taken } = layerOf(rest, index, () => shapeBehind(reading, specs), found)
    if (layer !== null) specs.push(layer)
    index += taken - 1
  }
  return parseModelSpec({ version: 1, ...reading, layers: specs })
}

/** What these layers make of a picture. @throws SpecError */
function shapeBehind(reading: PictureReading, specs: readonly object[]): FeatureShape {
  const layers = specs.map((spec, index) => parseLayer(spec, index + 1))
  const names = layerNames({ layers })
  return layers.reduce((shape, layer, index) => describeLayer(layer, names[index]!, shape).output, inputShape(reading))
}

function taskFor([height, width]: readonly [number, number], count: number, target: ModelSpec | null): Task | null {
  const fitsIn = (task: Task) => task.input.height === height && task.input.width === width && task.classes.length === count
  if (target?.task !== undefined && fitsIn(target.task)) return target.task
  if (fitsIn(DIGITS)) return null
  const classes = Array.from({ length: count }, (_, place) => ({ label: String(place), name: String(place) }))
  const task = { id: 'imported', classes, input: { height, width } }
  return isSameTask(task, DIGITS) ? null : task
}

/** Layers in order. A graph of layers is read only where it is a chain. */
function chainOf(config: unknown, found: ModelKind): readonly ConfigLayer[] {
  const outer = isRecord(config) ? config['config'] : null
  const given = Array.isArray(outer) ? outer : isRecord(outer) ? outer['layers'] : null
  if (!Array.isArray(given)) throw new ImportError({ found, problem: { kind: 'noNetwork' } })
  if (given.length > 100) throw new ImportError({ found, problem: { kind: 'tooLarge', limit: 100 } })
  let previous: string | null = null
  return given.map((item: unknown) => {
    if (!isRecord(item) || typeof item['class_name'] !== 'string' || !isRecord(item['config'])) {
      throw new ImportError({ found, problem: { kind: 'noNetwork' } })
    }
    const layer = { className: item['class_name'], config: item['config'], name: nameOf(item['config']['name'] ?? item['name']) }
    const inbound = item['inbound_nodes']
    const comesFrom = Array.isArray(inbound) && inbound.length > 0 ? JSON.stringify(inbound) : null
    if (comesFrom !== null && (previous === null || !comesFrom.includes(JSON.stringify(previous)))) {
      throw new ImportError({ found, problem: { kind: 'layer', layer: layer.name, field: 'inbound_nodes', value: null } })
    }
    previous = layer.name
    return layer
  })
}

function nameOf(name: unknown): string {
  return typeof name === 'string' ? name : 'layer'
}

interface ChainInput {
  readonly input: InputSpec
  readonly size: readonly [number, number]
}

/** How the picture is read: what stands between the input and the first layer that computes. */
function inputOfChain(
  layers: readonly ConfigLayer[],
  sources: readonly SourceLayer[],
  found: ModelKind,
): readonly [ChainInput, readonly ConfigLayer[]] {
  const [first] = layers
  if (first === undefined) throw new ImportError({ found, problem: { kind: 'noNetwork' } })
  const shape = list(first.config['batch_shape'] ?? first.config['batch_input_shape']).slice(1)
  const [height = 0, width = 0, channels = 1] = shape
  if (shape.length < 2 || shape.length > 3 || channels !== 1) {
    throw new ImportError({ found, problem: { kind: 'layer', layer: first.name, field: 'batch_shape', value: JSON.stringify(shape) } })
  }
  let at = first.className === 'InputLayer' ? 1 : 0
  const next = () => layers[at]
  // Pixels come in 0…1 here: a layer that scales bytes to that is left out.
  if (next()?.className === 'Rescaling' && Math.abs(Number(next()?.config['scale']) * 255 - 1) < 1e-3) at++
  let options: Partial<InputSpec> = shape.length === 3 ? { scan: 'image' } : {}
  const [one, two, three] = [next(), layers[at + 1], layers[at + 2]]
  const target = one?.className === 'Reshape' ? list(one.config['target_shape']) : []
  if (one?.className === 'Permute' && shape.length === 2) {
    options = { scan: 'columns' }
    at++
  } else if (target.length === 3 && target[2] === 1 && target[0] === height && !isWithinStep(two, three)) {
    options = { scan: 'image' }
    at++
  } else if (target.length === 2 && target[1] === 1 && target[0] === height * width) {
    options = { scan: 'pixels' }
    at++
  } else if (target.length === 4 && two?.className === 'Permute' && three?.className === 'Reshape') {
    options = { scan: 'patches', patch: patchOf(target[1]) }
    at += 3
  } else if (target.length === 1 && two?.className === 'Dense' && three?.className === 'Reshape') {
    options = orderedScan(two, list(three.config['target_shape']), sources, { height, width }, found)
    at += 3
  }
  if (next()?.className === 'Masking') {
    setting(next()!, 'mask_value', [0], found)
    options = { ...options, skipBlank: true }
    at++
  }
  return [{ input: inputOf(options), size: [height, width] }, layers.slice(at)]
}

function patchOf(side: number | undefined): InputSpec['patch'] {
  return side === 4 || side === 14 ? side : 7
}

/** Which of the page's orders a matrix of zeros and ones brings the pixels into. */
function orderedScan(
  layer: ConfigLayer,
  [, features = 1]: readonly number[],
  sources: readonly SourceLayer[],
  picture: { readonly height: number; readonly width: number },
  found: ModelKind,
): Partial<InputSpec> {
  const orders = sources.flatMap((source) => movedPlaces(source)?.join() ?? [])
  const task = { id: 'imported', classes: DIGITS.classes, input: picture }
  for (const order of ['serpentine', 'permuted'] as const) {
    const options = { scan: features === 1 ? 'pixels' : 'patches', patch: patchOf(Math.sqrt(features)), order } as const
    if (orders.includes(scanOrder({ task, input: inputOf(options) }).join())) return options
  }
  throw new ImportError({ found, problem: { kind: 'layer', layer: layer.name, field: 'trainable', value: null } })
}
