import { SpecError } from '../../core/errors'
import { taskOf, type Task } from '../../core/task'
import { elementCount, formatShape } from '../../core/tensor'
import { cellFormulas } from './cell-formulas'
import type { FeatureShape, Initializer, LayerDefinition, Masking, Recurrence, SignalDeclaration, SlidingWindow } from './definition'
import type { SignalFormula } from './formula'
import { inputShape } from './input'
import type { LayerKind, LayerOf, LayerSpec, ModelSpec } from './model-spec'
import { layerDefinitions } from './registry'

export interface DescribedParameter {
  /** `lstm_1/recurrent_kernel` */
  readonly name: string
  /** Name within its layer: `recurrent_kernel`. */
  readonly tensor: string
  readonly layer: string
  readonly shape: readonly number[]
  readonly initializer: Initializer
}

export interface DescribedLayer {
  /** Of `layerNames`. */
  readonly name: string
  readonly layer: LayerSpec
  readonly input: FeatureShape
  readonly output: FeatureShape
  readonly parameters: readonly DescribedParameter[]
  /** The last is what the layer hands on. */
  readonly signals: readonly SignalDeclaration[]
  /** What it carries from step to step; null for a layer that carries nothing. */
  readonly recurrence: Recurrence | null
  /** One for every signal, as people write it. */
  readonly formulas: readonly SignalFormula[]
  /** What one place of its output sees of its input; null where that is the same place alone, or all of it. */
  readonly window: SlidingWindow | null
}

/** A specification with everything inferred that can be known without computing. */
export interface ModelDescription {
  readonly spec: ModelSpec
  /** What the model is for. */
  readonly task: Task
  /** `[T,F]` of the scanned picture. */
  readonly input: FeatureShape
  readonly layers: readonly DescribedLayer[]
  /** Of all layers, in Keras's order. */
  readonly parameters: readonly DescribedParameter[]
  readonly parameterCount: number
}

/** What each layer is called, as Keras numbers them: `lstm`, `lstm_1`, `dense`. */
export function layerNames({ layers }: Pick<ModelSpec, 'layers'>): readonly string[] {
  return layers.map(({ type }, index) => {
    const before = layers.slice(0, index).filter((other) => other.type === type).length
    return before === 0 ? type : `${type}_${before}`
  })
}

/** The definition of a layer's kind, typed for exactly that layer. */
function definitionOf<K extends LayerKind>(layer: LayerOf<K>): LayerDefinition<K> {
  // The registry's mapped type relates each key to its definition; TypeScript cannot follow that through a generic index.
  return layerDefinitions[layer.type] as unknown as LayerDefinition<K>
}

function maskingOf<K extends LayerKind>(layer: LayerOf<K>): Masking {
  const { masking } = definitionOf<K>(layer)
  return typeof masking === 'function' ? masking(layer) : masking
}

/**
 * Infers shapes, names and parameters of a model.
 *
 * @param input  shape of one example; another than the picture's for tests of single layers
 * @throws SpecError when a layer cannot read what the one before it gives
 */
export function describeModel(spec: ModelSpec, input: FeatureShape = inputShape(spec)): ModelDescription {
  const names = layerNames(spec)
  const layers: DescribedLayer[] = []
  let shape = input
  let isMasked = spec.input.skipBlank
  for (const [index, layer] of spec.layers.entries()) {
    const name = names[index]!
    const described = describeLayer(layer, name, shape)
    if (isMasked && maskingOf(layer) === 'refuses') {
      throw new SpecError({ where: name, field: 'skipBlank', value: true, allowed: { kind: 'eachStepAlone' } })
    }
    isMasked &&= described.output.length === 2
    layers.push(described)
    shape = described.output
  }
  if (shape.length !== 1) {
    throw new SpecError({ where: { kind: 'model' }, field: 'output', value: shape, allowed: { kind: 'classScores' } })
  }
  const parameters = layers.flatMap((layer) => layer.parameters)
  return {
    spec,
    task: taskOf(spec),
    input,
    layers,
    parameters,
    parameterCount: parameters.reduce((sum, { shape: size }) => sum + elementCount(size), 0),
  }
}

/** One layer for inputs of shape `input`. @throws SpecError when it cannot read them */
export function describeLayer<K extends LayerKind>(layer: LayerOf<K>, name: string, input: FeatureShape): DescribedLayer {
  const definition = definitionOf<K>(layer)
  const output = definition.outputShape(layer, input, name)
  const parameters = definition.parameters(layer, input).map(({ name: tensor, shape, initializer }) => ({
    name: `${name}/${tensor}`,
    tensor,
    layer: name,
    shape,
    initializer,
  }))
  const signals = definition.signals(layer, input)
  const recurrence = definition.recurrence?.(layer) ?? null
  const formula = definition.formula?.(layer)
  const ownFormulas = formula === undefined ? [] : [formula]
  return {
    name,
    layer,
    input,
    output,
    parameters,
    signals,
    recurrence,
    formulas: recurrence === null ? ownFormulas : cellFormulas(recurrence, signals),
    window: definition.window?.(layer, input) ?? null,
  }
}

/** Names of a shape's dimensions, by how many there are: a vector, a sequence, a picture. */
const DIMENSIONS: Readonly<Record<number, readonly string[]>> = { 1: ['F'], 2: ['T', 'F'], 3: ['H', 'W', 'C'] }

/** One line per layer that explains its shapes: `conv1d: [T=28, F=28] → [26,32]`. */
export function explainShapes(description: ModelDescription): string[] {
  return description.layers.map(({ name, input, output }) => {
    const named = input.map((size, index) => `${DIMENSIONS[input.length]?.[index] ?? ''}=${size}`.replace(/^=/, ''))
    return `${name}: [${named.join(', ')}] → ${formatShape(output)}`
  })
}
