import type { Trace } from '../../nn/engine'
import type { EpochResult } from '../../nn/spec/run-events'
import type { PresetName } from '../../nn/spec/presets'
import type { ErrorData } from '../../worker/protocol'
import type { RaceEntrant } from '../../worker/values/race'
import type { RaceName } from './ready-made'

/** Networks that are trained in turns on the same batches, and what the visitor has chosen for the next race. */
export interface RaceState {
  readonly plan: RacePlan
  readonly state: 'none' | 'starting' | 'running' | 'paused' | 'over'
  /** Of the race that goes on, or was last; none before the first. */
  readonly lanes: readonly RaceLane[]
  readonly totalSteps: number
  readonly stepsPerEpoch: number
  /** What every lane reads on the pad, null for one that cannot; no list before it was asked. Changes many times a second: subscribe, do not render. */
  readonly readings: RaceReadings | null
}

/** A network from the presets, or the one on the page. */
export type OwnEntrant = PresetName | 'page'

export interface RacePlan {
  /** `own`: the networks that the visitor has chosen. */
  readonly race: RaceName | 'own'
  readonly own: readonly OwnEntrant[]
  readonly epochs: number
  readonly batchSize: number
  readonly seed: number
}

export interface RaceLane {
  readonly entrant: RaceEntrant
  /** Name and colour are those of the run that is kept of it. */
  readonly name: string
  readonly colour: number
  /** Steps that are done. */
  readonly step: number
  /** On its training steps, smoothed; null before the first. */
  readonly loss: number | null
  readonly accuracy: number | null
  /** That its steps have taken. */
  readonly seconds: number
  readonly epochs: readonly EpochResult[]
  /** How it has ended; null while it goes on. */
  readonly end: { readonly state: 'finished' | 'stopped' | 'failed'; readonly error: ErrorData | null } | null
}

export interface RaceReadings {
  /** The picture that was read, and the class whose loss the gradients are of. */
  readonly picture: Float32Array
  readonly label: number
  readonly traces: readonly (Trace | null)[]
}

/** So many networks race at most. */
export const MOST_RACERS = 4

export const noRace: RaceState = {
  plan: { race: 'lstm-rnn', own: ['row-lstm', 'row-rnn'], epochs: 1, batchSize: 64, seed: 1 },
  state: 'none',
  lanes: [],
  totalSteps: 0,
  stepsPerEpoch: 0,
  readings: null,
}

/** Networks take steps, or may. */
export function isRacing({ state }: Pick<RaceState, 'state'>): boolean {
  return state === 'starting' || state === 'running' || state === 'paused'
}
