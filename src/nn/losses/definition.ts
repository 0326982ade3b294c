import type { FieldDefinition } from '../spec/definition'

/** What a training makes small; both compare the probabilities that softmax gives with the right class. */
export type LossSpec =
  /** `labelSmoothing` (default 0) spreads that share of the truth evenly over all classes. */
  { readonly type: 'categoricalCrossentropy'; readonly labelSmoothing?: number } | { readonly type: 'meanSquaredError' }

export type LossKind = LossSpec['type']
export type LossOf<K extends LossKind> = Extract<LossSpec, { type: K }>

/** All that anything outside the engines knows of a loss. */
export interface LossDefinition<K extends LossKind> {
  readonly type: K
  /** One example's loss, as formulas write it. An editor of training shows it and `help`; what the loss is called is said by the page's messages. */
  readonly formula: string
  readonly help: string
  /** The loss of an answer that gives every class the same chance: what it costs to know nothing. */
  readonly ofGuessing: (classes: number) => number
  readonly fields: { readonly [Name in Exclude<keyof LossOf<K>, 'type'>]-?: FieldDefinition }
}
