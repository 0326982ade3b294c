import { FLOAT_BYTES, HELPER_COPIES, largestPiece, mostThreads, OWN_COPIES, valuesPerExample } from '../../nn/spec/memory'
import type { ModelDescription } from '../../nn/spec/describe'
import { optimizerSlots } from '../../nn/spec/optimizers'
import type { RunSettings } from '../../nn/spec/training'
import type { EngineKind } from '../../nn/engine-kinds'
import type { Draft } from '../../state/composition'

/**
 * About how many bytes a training holds: of every parameter its value, its gradient and what the optimizer remembers; of every example that is computed
 * at once each signal, and its gradient on the way back. The CPU engine computes a batch in pieces, and each of its threads has parameters of its own.
 *
 * @param threads  of the CPU engine; null on a GPU, which computes a batch as a whole
 */
export function trainingBytes(description: ModelDescription, { batchSize, optimizer }: RunSettings, threads: number | null): number {
  const slots = optimizerSlots(optimizer).length
  const perExample = valuesPerExample(description)
  if (threads === null) return FLOAT_BYTES * (description.parameterCount * (2 + slots) + batchSize * perExample)
  const helpers = Math.min(threads, mostThreads(description), batchSize) - 1
  const copies = OWN_COPIES + slots + helpers * HELPER_COPIES
  const examples = Math.min(batchSize, (1 + helpers) * largestPiece(description))
  return FLOAT_BYTES * (description.parameterCount * copies + examples * perExample)
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
