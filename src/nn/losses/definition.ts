import type { LossSpec } from '../engine'

export type LossKind = LossSpec['type']

/** All that anything outside the engines knows of a loss. */
export interface LossDefinition<K extends LossKind> {
  readonly type: K
  /** For people. */
  readonly title: string
  /** One example's loss, as formulas write it. */
  readonly formula: string
  readonly help: string
}
