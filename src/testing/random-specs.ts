import fc from 'fast-check'
import { CLASS_COUNT } from './digits'
import { elementCount } from '../core/tensor'
import type { FieldDefinition } from '../nn/spec/definition'
import { describeModel, type ModelDescription } from '../nn/spec/describe'
import { inputFields } from '../nn/spec/input'
import type { LayerKind, LayerSpec, ModelSpec } from '../nn/spec/model-spec'
import { parseModelSpec } from '../nn/spec/parse'
import { layerDefinitions } from '../nn/spec/registry'

/** Models that compute in milliseconds even in float64. */
const SMALL = { layers: 5, values: 12_000, parameters: 12_000 } as const
/** Above the smallest value a field allows: enough for every remainder of four. */
const INTEGER_SPAN = 8

function fieldValue(field: FieldDefinition): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'integer':
      return fc.integer({ min: field.min, max: Math.min(field.max, field.min + INTEGER_SPAN) })
    case 'number':
      return fc.constantFrom(field.default, field.min)
    case 'boolean':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...field.options)
    default:
      return field satisfies never
  }
}

function fieldValues(fields: Readonly<Record<string, FieldDefinition>>): fc.Arbitrary<Record<string, unknown>> {
  return fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldValue(field)])))
}

function layerAmong(kinds: readonly LayerKind[]): fc.Arbitrary<object> {
  const among = Object.values(layerDefinitions).filter(({ type }) => kinds.includes(type))
  return fc.oneof(...among.map(({ type, fields }) => fieldValues(fields).map((values) => ({ type, ...values }))))
}

const anyLayer = layerAmong(Object.values(layerDefinitions).map(({ type }) => type))
/** A convolution whose rows something reads. */
const convolvedRows = fc.tuple(layerAmong(['conv2d']), layerAmong(['lstm', 'gru', 'rnn']))

/** The field table allows every side up to 14; only three divide the picture. */
const anyInput = fc.tuple(fieldValues(inputFields), fc.constantFrom(4, 7, 14)).map(([input, patch]) => ({ ...input, patch }))

/**
 * State weights that stretch multiply every rounding from step to step, and gradients until they leave float32: over many steps no two
 * precisions agree on anything then. Readers of longer sequences than the picture's rows get the ones that preserve lengths.
 */
const LONGEST_STRETCHED = 28

/**
 * A normalisation of values that are all the same, as of what blank rows give, multiplies the roundings of their gradients by 1/√epsilon, a million with
 * the smallest. Where layers below learn by them it is Keras's, and where there is another one already it is so large that it multiplies by little.
 */
const CALM_EPSILON = { first: 1e-3, other: 0.5 } as const

function calmed({ layers }: ModelDescription): readonly LayerSpec[] {
  const firstNorm = layers.findIndex(({ layer }) => layer.type === 'layerNorm')
  return layers.map(({ layer, input }, place) => {
    if (layer.type === 'layerNorm' && place > 0) {
      return { ...layer, epsilon: place === firstNorm ? CALM_EPSILON.first : CALM_EPSILON.other }
    }
    if (!('recurrentInitializer' in layer) || input[0]! <= LONGEST_STRETCHED) return layer
    // Cells that keep for a few of hundreds of steps end below the normal numbers, which a GPU takes for 0: on the kink of a relu.
    const spans = layer.type === 'lstm' && (layer.memorySpan ?? 0) > 0 ? { memorySpan: input[0]! } : {}
    return { ...layer, recurrentInitializer: 'orthogonal', ...spans }
  })
}

/** The specification, or null where these layers make no model or a large one. */
function smallModel(json: unknown): ModelSpec | null {
  try {
    const spec = parseModelSpec(json)
    const description = describeModel(spec)
    const { layers, parameterCount } = description
    const isSmall = parameterCount <= SMALL.parameters && layers.every(({ output }) => elementCount(output) <= SMALL.values)
    return isSmall ? { ...spec, layers: calmed(description) } : null
  } catch {
    return null
  }
}

/**
 * The layers in front of the ten probabilities; where they end in a sequence or a picture, that is flattened, and where a recurrent layer would get a
 * picture, its rows become timesteps.
 */
function modelOf(input: unknown, layers: readonly object[]): ModelSpec | null {
  const answer = { type: 'dense', units: CLASS_COUNT, activation: 'softmax' }
  const model = (body: readonly object[]) => smallModel({ version: 1, input, layers: [...body, answer] })
  const flattened = (body: readonly object[]) => model(body) ?? model([...body, { type: 'flatten' }])
  const reader = layers.findIndex((layer) => 'returnSequences' in layer)
  return flattened(layers) ?? (reader < 0 ? null : flattened(layers.toSpliced(reader, 0, { type: 'flatten', within: 'step' })))
}

/** Small models of every layer kind in every order that makes sense, made from the definitions alone: a new kind is among them at once. */
export const anySmallModel: fc.Arbitrary<ModelSpec> = fc
  .oneof(
    { weight: 30, arbitrary: fc.tuple(anyInput, fc.array(anyLayer, { minLength: 1, maxLength: SMALL.layers - 2, size: 'max' })) },
    // What chance alone hardly ever puts together.
    {
      weight: 1,
      arbitrary: fc.tuple(
        anyInput.map((input) => ({ ...input, scan: 'image' })),
        convolvedRows,
      ),
    },
  )
  .map(([input, layers]) => modelOf(input, layers))
  .filter((spec) => spec !== null)
