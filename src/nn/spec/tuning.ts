import type { ModelDescription } from './describe'
import { learningLayers } from './frozen'
import { resolveRunSettings, type RunSettings } from './training'

/**
 * How a trained network is taught a hand: few steps at a small rate, on the hand and on as many of the digits that it knows already, so that it does not
 * forget them. The figures are measured: `npm run fine-tune`, in docs/learning.md.
 */
export const TUNING = {
  /** Pictures of the set that the network knows, such as MNIST. */
  share: 2_000,
  /** Pictures of the hand, whatever the number of drawings; each is written again so often. */
  hand: 2_000,
  epochs: 3,
  batchSize: 32,
  learningRate: 1e-3,
} as const

/** Which layers learn. */
export const tuningScopes = ['all', 'output', 'notRecurrent'] as const
export type TuningScope = (typeof tuningScopes)[number]

/** Names of the layers that stay as they are; null where nothing would be left to learn, or nothing would stay. */
export function frozenBy(scope: TuningScope, description: ModelDescription): readonly string[] | null {
  const names = learningLayers(description)
  switch (scope) {
    case 'all':
      return []
    case 'output':
      return names.length < 2 ? null : names.slice(0, -1)
    case 'notRecurrent': {
      const recurrent = description.layers.filter(({ name, recurrence }) => recurrence !== null && names.includes(name))
      const isSameAsOutput = recurrent.length === names.length - 1
      return recurrent.length === 0 || recurrent.length === names.length || isSameAsOutput ? null : recurrent.map(({ name }) => name)
    }
    default:
      return scope satisfies never
  }
}

/** How often each drawing is written: together about as many pictures as there are others. */
export function copiesFor(drawings: number): number {
  return Math.max(1, Math.min(100, Math.round(TUNING.hand / Math.max(1, drawings))))
}

/** The run that teaches a hand. @param seed  of the order of pictures, and of how drawings are written again */
export function tuningSettings({ frozen, seed }: { readonly frozen: readonly string[]; readonly seed: number }): RunSettings {
  const { epochs, batchSize, learningRate } = TUNING
  return resolveRunSettings({ epochs, batchSize, seed, frozen, schedule: { kind: 'cosine', learningRate, warmup: 10 } })
}
