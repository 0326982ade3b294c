import { ShapeError } from '../core/errors'
import type { Tensor } from '../core/tensor'
import type { DescribedLayer, LayerOf, ModelDescription } from '../nn'

/** The parameters of one model, layer by layer. */
export type Parameters = ReadonlyMap<string, Tensor>

/** @throws ShapeError names a parameter that is missing */
export function parameterOf(parameters: Parameters, { name, parameters: described }: DescribedLayer, tensor: string): Tensor {
  const key = `${name}/${tensor}`
  const found = parameters.get(key)
  if (found === undefined) {
    const expected = described.find((parameter) => parameter.tensor === tensor)?.shape ?? []
    throw new ShapeError({ tensor: key, misfit: { kind: 'missing', expected } })
  }
  return found
}

export type RecurrentKind = 'lstm' | 'gru' | 'rnn'
export type RecurrentLayer = LayerOf<RecurrentKind>

export interface DescribedRecurrent extends DescribedLayer {
  readonly layer: RecurrentLayer
}

export function isRecurrent(described: DescribedLayer): described is DescribedRecurrent {
  return described.recurrence !== null
}

/** What the tensors of each reader of the sequence begin with: one, or the forward one and the backward one. */
export function readerPrefixes({ direction }: RecurrentLayer): readonly string[] {
  return direction === 'both' ? ['forward_', 'backward_'] : ['']
}

/** The first layer that carries a state over masked timesteps, or the first layer; null where nothing is masked. */
export function maskedLayer({ spec, layers }: ModelDescription): DescribedLayer | null {
  return spec.input.skipBlank ? (layers.find(isRecurrent) ?? layers[0] ?? null) : null
}
