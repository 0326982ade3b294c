import type { FieldDefinition } from '../spec/definition'

interface OptimizerOptions {
  /** Short for a schedule that stays at this rate, for callers that write no other. */
  readonly learningRate?: number
  /** Gradients whose norm over all parameters together is larger are shortened to it; 0, the default, leaves them as they are. */
  readonly clipNorm?: number
}

interface AdamOptions extends OptimizerOptions {
  readonly beta1?: number
  readonly beta2?: number
  readonly epsilon?: number
}

/** How gradients move parameters; formulas and Keras's defaults stand in `optimizers/<kind>/spec.ts`. */
export type OptimizerSpec =
  | ({ readonly type: 'sgd'; readonly momentum?: number; readonly nesterov?: boolean } & OptimizerOptions)
  | ({ readonly type: 'rmsprop'; readonly rho?: number; readonly epsilon?: number } & OptimizerOptions)
  | ({ readonly type: 'adam' } & AdamOptions)
  | ({ readonly type: 'adamw'; readonly weightDecay?: number } & AdamOptions)

export type OptimizerKind = OptimizerSpec['type']
export type OptimizerOf<K extends OptimizerKind> = Extract<OptimizerSpec, { type: K }>

type Complete<S> = S extends OptimizerSpec ? Required<Omit<S, 'learningRate'>> : never

/** An optimizer with nothing left out; its learning rate is the schedule's. */
export type ResolvedOptimizer<K extends OptimizerKind = OptimizerKind> = Complete<OptimizerOf<K>>

/** All that anything outside the engines knows of an optimizer. */
export interface OptimizerDefinition<K extends OptimizerKind> {
  readonly type: K
  /**
   * One step, as formulas write it: p parameter, g gradient, η learning rate, t number of the step. An editor of training shows it, `help` and `source`;
   * what the optimizer is called is said by the page's messages.
   */
  readonly formula: string
  readonly help: string
  /** Where the method comes from. */
  readonly source: string
  /** All but the learning rate, which every optimizer has and a schedule moves. */
  readonly fields: { readonly [Name in Exclude<keyof OptimizerOf<K>, 'type' | 'learningRate'>]-?: FieldDefinition }
  /** Names of what it remembers for every parameter. */
  slots(settings: ResolvedOptimizer<K>): readonly string[]
}

/** Clipping is the same for all. Source: Pascanu et al. 2013, "On the difficulty of training recurrent neural networks", algorithm 1. */
export const clipNormField: FieldDefinition = {
  kind: 'number',
  min: 0,
  below: 1e6,
  default: 0,
  help: 'Gradients whose norm over all parameters together is larger are shortened to it; 0 leaves them as they are.',
}
