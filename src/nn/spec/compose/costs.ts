import { elementCount } from '../../../core/tensor'
import type { DescribedLayer } from '../describe'

/** What a layer costs, told from its shapes alone. */
export interface LayerCosts {
  readonly parameters: number
  /** Values that a training step keeps of one example for the way back: every signal. */
  readonly activations: number
  /** Multiplications with an addition each that one example takes through the layer, forward; a step with the way back takes about three times as many. */
  readonly multiplyAdds: number
}

/** Sums of products alone: a nonlinearity or a normalisation is nothing beside them, and a layer without weights counts as free. */
export function costsOf(layer: DescribedLayer): LayerCosts {
  const matrices = layer.parameters.filter(({ tensor }) => tensor.endsWith('kernel'))
  return {
    parameters: total(layer.parameters.map(({ shape }) => elementCount(shape))),
    activations: total(layer.signals.map(({ shape }) => elementCount(shape))),
    multiplyAdds: total(matrices.map(({ shape }) => elementCount(shape) * timesUsed(layer, shape.at(-1)!))),
  }
}

/** How often a matrix with so many columns is used for one example: at every timestep of a recurrent layer, else once for each place of the output. */
function timesUsed({ input, output, recurrence }: DescribedLayer, columns: number): number {
  return recurrence === null ? elementCount(output) / columns : input[0]!
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
