import { DecodeError } from '../../core/decode'
import { SpecError } from '../../core/errors'
import { decodeTask, DIGITS, isSameTask, taskOf, type Task } from '../../core/task'
import { describeModel } from './describe'
import { refuseUnknown, requireFields, requireRecord, withDefaults } from './fields'
import { inputFields } from './input'
import type { InputSpec, LayerKind, LayerSpec, ModelSpec } from './model-spec'
import { layerDefinitions } from './registry'

const MODEL = { kind: 'model' } as const

/**
 * What one page can hold: with gradients and an optimizer's memory, so many parameters train within 2 GB. Not limits of the method. What must hold a
 * model's file, archive or values takes its own limit from here.
 */
export const MODEL_LIMITS = { layers: 16, parameters: 20_000_000 } as const

/**
 * Checks a model that came as JSON from a file, a URL or a message, and fills fields left out with their defaults.
 *
 * Fields, ranges and defaults come from the layers' definitions; nothing here knows a layer kind, except that the last one must give
 * the probabilities of the task's classes. The task of a model of digits is left out, however it came.
 *
 * @throws SpecError naming layer, field, value and what is allowed
 */
export function parseModelSpec(json: unknown): ModelSpec {
  const model = requireRecord(json, MODEL, 'specification')
  refuseUnknown(model, ['version', 'task', 'input', 'layers'], MODEL)
  if (model['version'] !== 1) {
    throw new SpecError({ where: MODEL, field: 'version', value: model['version'], allowed: { kind: 'options', options: ['1'] } })
  }
  const task = parseTask(model['task'])
  const spec: ModelSpec = {
    version: 1,
    ...(task && { task }),
    input: parseInput(model['input'] ?? {}),
    layers: parseLayers(model['layers']),
  }
  requireClassOutput(spec.layers, taskOf(spec).classes.length)
  requireParameterLimit(describeModel(spec))
  return spec
}

/** @throws SpecError */
export function requireParameterLimit({ parameterCount: value }: { readonly parameterCount: number }): void {
  const max = MODEL_LIMITS.parameters
  if (value > max) throw new SpecError({ where: MODEL, field: 'parameters', value, allowed: { kind: 'atMost', max } })
}

/** @returns null for digits. @throws SpecError */
export function parseTask(json: unknown): Task | null {
  if (json === undefined) return null
  try {
    const task = decodeTask(json, 'task')
    return isSameTask(task, DIGITS) ? null : task
  } catch (cause) {
    if (!(cause instanceof DecodeError)) throw cause
    throw new SpecError({ where: MODEL, field: cause.detail.path, value: json, allowed: { kind: 'task' } }, { cause })
  }
}

function parseInput(json: unknown): InputSpec {
  const input: unknown = withDefaults(requireRecord(json, MODEL, 'input'), inputFields)
  requireFields<InputSpec>(input, inputFields, [], { kind: 'input' })
  return input
}

/** @param parse  of one layer, whose position counts from 1. @throws SpecError */
export function parseLayers(json: unknown, parse: (layer: unknown, position: number) => LayerSpec = parseLayer): LayerSpec[] {
  if (!Array.isArray(json) || json.length < 1 || json.length > MODEL_LIMITS.layers) {
    const value: unknown = Array.isArray(json) ? json.length : json
    throw new SpecError({ where: MODEL, field: 'layers', value, allowed: { kind: 'layerCount', max: MODEL_LIMITS.layers } })
  }
  return json.map((layer: unknown, index) => parse(layer, index + 1))
}

/** One layer with fields left out filled in. @param position  1-based, for the message  @throws SpecError */
export function parseLayer(json: unknown, position: number): LayerSpec {
  const given = requireRecord(json, { kind: 'layer', position, type: null }, 'layer')
  const type = given['type']
  if (!isLayerKind(type)) {
    const allowed = { kind: 'options', options: Object.keys(layerDefinitions) } as const
    throw new SpecError({ where: { kind: 'layer', position, type: null }, field: 'type', value: type, allowed })
  }
  const { fields } = layerDefinitions[type]
  const layer: unknown = withDefaults(given, fields)
  requireFields<LayerSpec>(layer, fields, ['type'], { kind: 'layer', position, type })
  return layer
}

function isLayerKind(type: unknown): type is LayerKind {
  return typeof type === 'string' && Object.hasOwn(layerDefinitions, type)
}

/** Softmax ends a model and stands nowhere else: the loss is computed together with it. */
function requireClassOutput(layers: readonly LayerSpec[], classes: number): void {
  const last = layers.length - 1
  for (const [index, layer] of layers.entries()) {
    const where = { kind: 'layer', position: index + 1, type: layer.type } as const
    const isSoftmax = 'activation' in layer && layer.activation === 'softmax'
    if (index < last && isSoftmax)
      throw new SpecError({ where, field: 'activation', value: 'softmax', allowed: { kind: 'softmaxOnlyLast' } })
    if (index < last) continue
    if (layer.type !== 'dense') throw new SpecError({ where, field: 'type', value: layer.type, allowed: { kind: 'lastIsDense' } })
    if (!isSoftmax) throw new SpecError({ where, field: 'activation', value: layer.activation, allowed: { kind: 'lastIsSoftmax' } })
    if (layer.units !== classes) {
      throw new SpecError({ where, field: 'units', value: layer.units, allowed: { kind: 'classCount', count: classes } })
    }
  }
}
