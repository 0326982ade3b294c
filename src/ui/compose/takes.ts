import { costsOf } from '../../nn/spec/compose/costs'
import type { ModelDescription } from '../../nn/spec/describe'
import { optimizerSlots } from '../../nn/spec/optimizers'
import type { RunSettings } from '../../nn/spec/training'
import type { EngineKind } from '../../nn/engine-kinds'
import type { Draft } from '../../state/composition'

/** Of a number that is kept. */
export const FLOAT_BYTES = 4

/**
 * About how many bytes a training holds: of every parameter its value, its gradient and what the optimizer remembers; of every example of a batch
 * each signal, and its gradient on the way back.
 */
export function trainingBytes({ layers, parameterCount }: ModelDescription, { batchSize, optimizer }: RunSettings): number {
  const activations = layers.reduce((sum, layer) => sum + costsOf(layer).activations, 0)
  return FLOAT_BYTES * (parameterCount * (2 + optimizerSlots(optimizer).length) + 2 * batchSize * activations)
}

/** Stands for all that the time of a training step depends on. */
export function stepOf({ spec, settings }: Pick<Draft, 'spec' | 'settings'>, engine: EngineKind | null): string {
  const { batchSize, loss, optimizer, augment } = settings
  return JSON.stringify([spec, { batchSize, loss, optimizer, augment }, engine])
}

/** Seconds of a whole run, from what one step takes. @param examples  of the training set, those kept back included */
export function runSeconds(stepMilliseconds: number, examples: number, { epochs, batchSize, validation }: RunSettings): number {
  return (stepMilliseconds * epochs * Math.ceil(Math.max(0, examples - validation) / batchSize)) / 1000
}
