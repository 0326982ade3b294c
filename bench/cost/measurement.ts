import type { EngineKind } from '../../src/nn/engine-kinds'
import { summarize, type Summary } from '../measure'
import type { Point, Sweep } from './points'
import type { Scaling } from './scaling'

/** Rates of one point, 10⁹ operations a second, of rounds in which both were measured in turn. */
export interface Measurement {
  readonly point: Point
  /** Multiplications and additions of a training step. */
  readonly operations: number
  /** Of a training step, with everything that belongs to it. */
  readonly training: Summary
  /** Of one large product of the same engine, on as many threads. */
  readonly limit: Summary
  /** Of the limit, in the same round. */
  readonly share: Summary
}

export interface SweepResult {
  readonly sweep: Sweep
  readonly measurements: readonly Measurement[]
}

export interface CostResults {
  readonly engine: EngineKind
  /** What computed, for people. */
  readonly adapter: string
  readonly machine: {
    readonly browser: string
    readonly processor: string
    readonly cores: number
    readonly date: string
    readonly load: number
  }
  readonly isQuick: boolean
  readonly sweeps: readonly SweepResult[]
  /** Of 1 … 8 threads; null where the sweep of threads was not asked for, or a part of it failed. */
  readonly scaling: readonly Scaling[] | null
}

/** What one round found. */
export interface Round {
  readonly training: number
  readonly limit: number
}

export function toMeasurement(point: Point, operations: number, rounds: readonly Round[]): Measurement {
  return {
    point,
    operations,
    training: summarize(rounds.map(({ training }) => training)),
    limit: summarize(rounds.map(({ limit }) => limit)),
    share: summarize(rounds.map(({ training, limit }) => training / limit)),
  }
}
