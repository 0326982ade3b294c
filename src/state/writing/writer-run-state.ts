import type { PenSequence } from '../../core/sequences'
import { firstWriterPlan, type WriterPlan } from '../../nn/spec/writing/writer-plan'
import type { ErrorData } from '../../worker/protocol'

/** The network of a run as it was after an epoch. */
export interface WriterMoment {
  /** Epochs that were done; 0 for the untrained one. */
  readonly epoch: number
  /** Nats per point over the epoch's drawings; null before the first. */
  readonly trainLoss: number | null
  /** The same of drawings that no step sees. */
  readonly loss: number
  /** A digit of each class, from the same seeds every time. */
  readonly digits: readonly PenSequence[]
  /** The network as a file. */
  readonly bytes: Uint8Array
}

/** A point of a run's curve. */
export interface WriterCurvePoint {
  /** Steps done. */
  readonly step: number
  /** Nats per point, smoothed over the steps before. */
  readonly loss: number
}

/** What a run begins with: fresh weights, or the network that writes at the moment. */
export type WriterBeginning = 'fresh' | 'shown'

/** The last training of a network that writes. */
export interface WriterRunState {
  readonly state: 'none' | 'starting' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed'
  readonly plan: WriterPlan
  readonly beginning: WriterBeginning
  /** Steps done. */
  readonly step: number
  readonly totalSteps: number
  readonly stepsPerEpoch: number
  readonly seconds: number
  readonly curve: readonly WriterCurvePoint[]
  /** Rising in their epochs. */
  readonly moments: readonly WriterMoment[]
  /** The newest moment writes as soon as it is there. */
  readonly follows: boolean
  /** It can go on from the end of its last epoch. */
  readonly canGoOn: boolean
  readonly error: ErrorData | null
}

export const noWriterRun: WriterRunState = {
  state: 'none',
  plan: firstWriterPlan,
  beginning: 'fresh',
  step: 0,
  totalSteps: 0,
  stepsPerEpoch: 0,
  seconds: 0,
  curve: [],
  moments: [],
  follows: true,
  canGoOn: false,
  error: null,
}

/** It learns, or rests and holds its settings. */
export function isUnderWay({ state }: Pick<WriterRunState, 'state'>): boolean {
  return state === 'starting' || state === 'running' || state === 'paused'
}
