import type { LossSpec } from '../engine'
import type { FieldDefinition } from '../spec/definition'

export type LossKind = LossSpec['type']
export type LossOf<K extends LossKind> = Extract<LossSpec, { type: K }>

/** All that anything outside the engines knows of a loss. */
export interface LossDefinition<K extends LossKind> {
  readonly type: K
  /** One example's loss, as formulas write it. An editor of training shows it and `help`; what the loss is called is said by the page's messages. */
  readonly formula: string
  readonly help: string
  readonly fields: { readonly [Name in Exclude<keyof LossOf<K>, 'type'>]-?: FieldDefinition }
}
