/** Plain JSON: the one description of a model that engines, panels, checkpoints and URLs share. */

export interface InputSpec {
  /** How the 28×28 picture becomes a sequence: `rows` = 28 timesteps of 28 pixels, top to bottom. */
  readonly scan: 'rows'
}

export type Activation = 'linear' | 'softmax'

export interface LstmSpec {
  readonly type: 'lstm'
  readonly units: number
  /** Give h at every timestep ([T,H]) instead of the last one ([H]). */
  readonly returnSequences: boolean
}

export interface DenseSpec {
  readonly type: 'dense'
  readonly units: number
  readonly activation: Activation
}

export type LayerSpec = LstmSpec | DenseSpec
export type LayerKind = LayerSpec['type']
export type LayerOf<K extends LayerKind> = Extract<LayerSpec, { type: K }>

export interface ModelSpec {
  readonly version: 1
  readonly input: InputSpec
  readonly layers: readonly LayerSpec[]
}
