import type { SpecPlace } from '../../../core/error-details'
import { SpecError } from '../../../core/errors'
import { type DescribedLayer, describeLayer, describeModel, layerNames, type ModelDescription } from '../describe'
import type { FeatureShape } from '../definition'
import { inputShape } from '../input'
import type { ModelSpec } from '../model-spec'
import { parseModelSpec } from '../parse'

/** Where something does not fit in a network that is being composed: at its input, at one of its layers (from 0), or as a whole. */
export type ProblemPlace = 'input' | 'model' | number

export interface Problem {
  readonly place: ProblemPlace
  /** As the specification calls it: `units`, or `input` for what a layer is given. */
  readonly field: string
  readonly error: SpecError
}

/** What is known of a network that is being composed; of a sound one everything. */
export interface Examination {
  /** Of the scanned picture; null where the input itself does not fit. */
  readonly input: FeatureShape | null
  /** One for each layer; null from the first that cannot read what it is given. */
  readonly layers: readonly (DescribedLayer | null)[]
  /** Of the first thing that does not fit; null for a network that can be trained. */
  readonly problem: Problem | null
  readonly description: ModelDescription | null
}

/** Describes a network as far as it fits together, layer by layer from the input on. */
export function examine(spec: ModelSpec): Examination {
  const problem = problemOf(spec)
  if (problem === null) {
    const description = describeModel(spec)
    return { input: description.input, layers: description.layers, problem, description }
  }
  const input = attempt(() => inputShape(spec))
  const layers: (DescribedLayer | null)[] = []
  let shape: FeatureShape | null = input
  const names = layerNames(spec)
  for (const [index, layer] of spec.layers.entries()) {
    const given: FeatureShape | null = shape
    const described: DescribedLayer | null = given === null ? null : attempt(() => describeLayer(layer, names[index]!, given))
    layers.push(described)
    shape = described?.output ?? null
  }
  return { input, layers, problem, description: null }
}

function problemOf(spec: ModelSpec): Problem | null {
  try {
    parseModelSpec(spec)
    return null
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
    return { place: placeOf(error.detail.where, spec), field: error.detail.field, error }
  }
}

function placeOf(where: SpecPlace, spec: ModelSpec): ProblemPlace {
  switch (where.kind) {
    case 'input':
      return 'input'
    case 'layer':
      return where.position - 1
    case 'named': {
      const names = layerNames(spec)
      const index = names.indexOf(where.name)
      return index < 0 ? 'model' : index
    }
    case 'model':
    case 'training':
    case 'clamp':
    case 'gradients':
    case 'unit':
      return 'model'
    default:
      return where satisfies never
  }
}

function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof SpecError) return null
    throw error
  }
}
