import type { FieldDefinition, Initializer } from './definition'
import type { LstmSpec, WeightInitializer } from './model-spec'

/** The fields by which a layer chooses its first weights, with Keras's defaults. A specification may leave them out; parsing fills them in. */

const weightInitializers: readonly WeightInitializer[] = ['glorotUniform', 'glorotNormal', 'heUniform', 'heNormal', 'orthogonal', 'zeros']

export const kernelInitializerField = {
  kind: 'choice',
  options: weightInitializers,
  default: 'glorotUniform',
  help: 'How the first weights are drawn: glorot keeps the size of what goes through in both directions, he is for relu, orthogonal keeps lengths; zeros make all units alike.',
} as const satisfies FieldDefinition

export const recurrentInitializerField = {
  kind: 'choice',
  options: weightInitializers,
  default: 'orthogonal',
  help: 'How the first weights from one state to the next are drawn: orthogonal keeps lengths over many timesteps, the others shrink or stretch them.',
} as const satisfies FieldDefinition

export const unitForgetBiasField = {
  kind: 'boolean',
  default: true,
  help: 'Begin with 1 as the bias of the forget gate, so that the cell begins by remembering.',
} as const satisfies FieldDefinition

export const memorySpanField = {
  kind: 'integer',
  min: 0,
  max: 1024,
  default: 0,
  help: 'Begin with cells that keep what they hold for up to this many timesteps, for long sequences; 0: leave the gates to unitForgetBias.',
} as const satisfies FieldDefinition

/** What a layer's kernel begins with. */
export function kernelInitializerOf(layer: { readonly kernelInitializer?: WeightInitializer }): WeightInitializer {
  return layer.kernelInitializer ?? kernelInitializerField.default
}

/** What a recurrent layer's state weights begin with. */
export function recurrentInitializerOf(layer: { readonly recurrentInitializer?: WeightInitializer }): WeightInitializer {
  return layer.recurrentInitializer ?? recurrentInitializerField.default
}

/** What an LSTM's bias begins with. */
export function lstmBiasInitializerOf(layer: LstmSpec): Initializer {
  const { unitForgetBias = unitForgetBiasField.default, memorySpan = memorySpanField.default } = layer
  if (memorySpan > 0) return { memorySpan }
  return unitForgetBias ? 'lstmBias' : 'zeros'
}
