import { SpecError } from '../../../core/errors'
import { pixelCount, taskOf, type Task } from '../../../core/task'
import { elementCount } from '../../../core/tensor'
import { describeLayer, layerNames, type DescribedLayer, type DescribedParameter } from '../describe'
import { refuseUnknown, requireRecord } from '../fields'
import type { LayerSpec } from '../model-spec'
import { parseLayers, parseTask, requireParameterLimit } from '../parse'
import { parseForwardLayer } from '../writing/forward-layer'

/**
 * What makes the pixels of a row of what the layers say of the rows above, and of the pixels to the left: dense layers whose units each see the pixels to
 * the left of one place, all others masked. One pass then gives every pixel's probability given all that stands before it.
 *
 * Source: Germain et al. 2015, "MADE: Masked Autoencoder for Distribution Estimation", arXiv:1502.03509, in the order of reading.
 */
export interface MaskedSpec {
  readonly type: 'masked'
  /** Of the hidden layers, with relu; the last layer has one sum for each pixel of a row. */
  readonly units: readonly number[]
}

/**
 * A network that draws black and white pictures row by row, as plain JSON: at every timestep it reads one row, and says how likely ink is in each pixel of
 * the next.
 */
export interface RowsSpec {
  readonly version: 1
  /** What its pictures show and how large they are; left out for digits (`taskOf`). Their classes have no part in it. */
  readonly task?: Task
  readonly draws: 'rows'
  /** Layers that give an output at every timestep, and see no later one. */
  readonly layers: readonly LayerSpec[]
  readonly head: MaskedSpec
}

/** Of the head's layers. */
const HIDDEN_LIMITS = { layers: 4, units: { min: 1, max: 2048 } } as const

const MODEL = { kind: 'model' } as const

/** Name of the head's last layer, whose sums belong to the pixels; the hidden ones are `masked`, `masked_1`, … */
export const PIXELS = 'pixels'

/** Whether JSON is meant as a network that draws row by row. */
export function isRowsJson(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'draws' in json
}

/**
 * Checks a network that draws row by row that came as JSON, and fills in what it leaves out.
 *
 * @throws SpecError naming layer, field, value and what is allowed
 */
export function parseRowsSpec(json: unknown): RowsSpec {
  const model = requireRecord(json, MODEL, 'specification')
  refuseUnknown(model, ['version', 'task', 'draws', 'layers', 'head'], MODEL)
  requireOption('version', model['version'], 1)
  requireOption('draws', model['draws'], 'rows')
  const task = parseTask(model['task'])
  const spec: RowsSpec = {
    version: 1,
    ...(task && { task }),
    draws: 'rows',
    layers: parseLayers(model['layers'], parseForwardLayer),
    head: parseHead(model['head']),
  }
  requireParameterLimit(describeRows(spec))
  return spec
}

function requireOption(field: string, value: unknown, only: number | string): void {
  if (value === only) return
  throw new SpecError({ where: MODEL, field, value, allowed: { kind: 'options', options: [String(only)] } })
}

function parseHead(json: unknown): MaskedSpec {
  const where = 'masked'
  const given = requireRecord(json, where, 'head')
  refuseUnknown(given, ['type', 'units'], where)
  if (given['type'] !== 'masked') {
    throw new SpecError({ where, field: 'type', value: given['type'], allowed: { kind: 'options', options: ['masked'] } })
  }
  const { units } = given
  if (!Array.isArray(units) || units.length > HIDDEN_LIMITS.layers) {
    const value: unknown = Array.isArray(units) ? units.length : units
    throw new SpecError({ where, field: 'units', value, allowed: { kind: 'layerCount', max: HIDDEN_LIMITS.layers } })
  }
  return { type: 'masked', units: units.map(requireUnits) }
}

function requireUnits(value: unknown): number {
  const { min, max } = HIDDEN_LIMITS.units
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value
  throw new SpecError({ where: 'masked', field: 'units', value, allowed: { kind: 'integer', min, max } })
}

/** A network that draws row by row with everything inferred that can be known without computing. */
export interface RowsDescription {
  readonly spec: RowsSpec
  readonly task: Task
  readonly height: number
  readonly width: number
  /** That read the rows above. */
  readonly layers: readonly DescribedLayer[]
  /** Values of a timestep that the layers hand to the head. */
  readonly above: number
  /** Dense layers, the first of `above` values and then the row's own pixels side by side. */
  readonly head: readonly DescribedLayer[]
  /** Of the layers and then of the head. */
  readonly parameters: readonly DescribedParameter[]
  readonly parameterCount: number
}

/** @param steps  rows at hand; by default those of a picture */
export function describeRows(spec: RowsSpec, steps: number = taskOf(spec).input.height): RowsDescription {
  const task = taskOf(spec)
  const { height, width } = task.input
  const names = layerNames(spec)
  const layers: DescribedLayer[] = []
  let shape: readonly number[] = [steps, width]
  for (const [index, layer] of spec.layers.entries()) {
    const described = describeLayer(layer, names[index]!, shape)
    layers.push(described)
    shape = described.output
  }
  const above = shape.at(-1)!
  const head: DescribedLayer[] = []
  shape = [steps, above + width]
  for (const [index, units] of spec.head.units.entries()) {
    const name = index === 0 ? 'masked' : `masked_${index}`
    const described = describeLayer({ type: 'dense', units, activation: 'relu', kernelInitializer: 'heUniform' }, name, shape)
    head.push(described)
    shape = described.output
  }
  head.push(describeLayer({ type: 'dense', units: width, activation: 'linear' }, PIXELS, shape))
  const parameters = [...layers, ...head].flatMap((layer) => layer.parameters)
  const parameterCount = parameters.reduce((sum, { shape: size }) => sum + elementCount(size), 0)
  return { spec, task, height, width, layers, above, head, parameters, parameterCount }
}

export function rowsPixels({ task }: Pick<RowsDescription, 'task'>): number {
  return pixelCount(task.input)
}
