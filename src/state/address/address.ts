import type { Clamp } from '../../nn/engine'
import type { ModelSpec } from '../../nn/spec/model-spec'
import type { PresetName } from '../../nn/spec/presets'
import type { RunSettings } from '../../nn/spec/training'
import type { Tab, TrainingStart } from '../app-state'
import type { LinkedPicture, LinkedStrokes } from './ink'
import type { LinkedData } from './linked-data'

/** What an address says of the page. What is null it says nothing of. */
export interface Address {
  readonly view: Tab | null
  readonly model: LinkedModel | null
  /** What the training panel is set to. */
  readonly training: LinkedTraining | null
  /** Null for the set that the page loads by itself. */
  readonly data: LinkedData | null
  readonly cursor: LinkedCursor | null
  readonly drawing: LinkedStrokes | LinkedPicture | null
  /** Place of the digit whose maps are shown, where several were written in a row. */
  readonly digit: number | null
  /** Signals that are held at values; none where nothing is. */
  readonly held: readonly Clamp[]
  /** Whether the gradient lens is open, and the class that it compares with: null for the answer. */
  readonly lens: { readonly label: number | null } | null
}

/** A preset, with the weights that come with the page or with fresh ones, or an untrained network of any specification. No address holds weights. */
export type LinkedModel =
  | { readonly kind: 'preset'; readonly name: PresetName; readonly weights: 'trained' | 'fresh' }
  | { readonly kind: 'network'; readonly name: string; readonly seed: number; readonly spec: ModelSpec }

export interface LinkedTraining {
  readonly settings: RunSettings
  readonly start: TrainingStart
}

/** Where the scan line stands and what is picked in the maps. */
export interface LinkedCursor {
  /** Null for the layer that the page chooses. */
  readonly layer: string | null
  /** 0 … T-1 */
  readonly step: number
  readonly unit: number | null
  readonly signal: string | null
}

/** As many can be held one after another, each at every place of a layer, without the page noticing. */
export const MOST_HELD = 64

/** Nothing but a view. */
export function addressOfView(view: Tab | null): Address {
  return { view, model: null, training: null, data: null, cursor: null, drawing: null, digit: null, held: [], lens: null }
}

/** Keys of what an address says behind its view. */
export const KEYS = {
  ink: 'ink',
  picture: 'picture',
  digit: 'digit',
  held: 'held',
  lens: 'lens',
  layer: 'layer',
  unit: 'unit',
  signal: 'signal',
  step: 'step',
  data: 'data',
  run: 'run',
  network: 'network',
  weights: 'weights',
  model: 'model',
} as const
