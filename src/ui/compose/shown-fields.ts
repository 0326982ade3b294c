import type { FieldDefinition } from '../../nn/spec/definition'
import type { InputSpec, LayerSpec } from '../../nn/spec/model-spec'
import { layerDefinitions } from '../../nn/spec/registry'
import { inputFields, inputFieldsThatMatter } from '../../nn/spec/input'
import type { FieldTable } from '../../nn/spec/fields'

export interface ShownField {
  readonly name: string
  readonly field: FieldDefinition
}

/** How a layer's first weights are drawn: of interest to few, and the same for nearly all. */
const FIRST_WEIGHTS: ReadonlySet<string> = new Set(['kernelInitializer', 'recurrentInitializer', 'unitForgetBias', 'memorySpan'])

/** Fields of an input that make a difference as it is. */
export function inputFieldsShown(input: InputSpec): readonly (ShownField & { readonly name: keyof InputSpec })[] {
  return inputFieldsThatMatter(input).map((name) => ({ name, field: inputFields[name] }))
}

/** A layer's fields: those that make it what it is, and those of its first weights. The answering layer's width and softmax are given. */
export function layerFieldsShown(
  layer: LayerSpec,
  isAnswer: boolean,
): { readonly main: readonly ShownField[]; readonly first: readonly ShownField[] } {
  const fields = listed(layerDefinitions[layer.type].fields).filter(({ name }) => {
    if (isAnswer && (name === 'units' || name === 'activation')) return false
    // A span decides over the bias of the forget gate by itself.
    return !(name === 'unitForgetBias' && layer.type === 'lstm' && (layer.memorySpan ?? 0) > 0)
  })
  return {
    main: fields.filter(({ name }) => !FIRST_WEIGHTS.has(name)),
    first: fields.filter(({ name }) => FIRST_WEIGHTS.has(name)),
  }
}

export function listed(fields: FieldTable): readonly ShownField[] {
  return Object.entries(fields).map(([name, field]) => ({ name, field }))
}
