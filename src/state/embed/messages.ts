import type { EmbedForm } from './settings'

/** What a page inside another tells the one around it, by `postMessage`. docs/embedding.md says the same to those who write that page. */
export type EmbedMessage =
  /** It has a model, and listens to the pen. */
  | (Sender & {
      readonly type: 'ready'
      readonly form: EmbedForm
      /** Name of the model that answers. */
      readonly model: string
      /** Labels of the classes, in the order of `probabilities`. */
      readonly classes: readonly string[]
    })
  /** Another reading; one digit after the other, from left to right, and none for an empty pad. */
  | (Sender & { readonly type: 'answer'; readonly model: string; readonly digits: readonly EmbedAnswer[] })
  /** Height that the page needs, CSS pixels. */
  | (Sender & { readonly type: 'size'; readonly height: number })
  /** Nothing computes any more; the page says why, and offers to begin again. */
  | (Sender & { readonly type: 'failed' })

export interface EmbedAnswer {
  /** Of the most probable class. */
  readonly label: string
  readonly probability: number
  readonly probabilities: readonly number[]
}

interface Sender {
  readonly source: 'gatelight'
  /** Of these messages; it counts up when one changes its meaning. */
  readonly version: 1
}

export const SENDER: Sender = { source: 'gatelight', version: 1 }
