import { presets } from '../../nn/spec/presets'
import { parseModelSpec } from '../../nn/spec/parse'
import type { EpochResult } from '../../nn/spec/run-events'
import { defaultRunSettings } from '../../nn/spec/training'
import type { KeptRun, RunCurve } from './kept-run'

/** Runs for tests. */

/** A curve of so many steps, ten seconds each, whose loss falls from 2. */
export function curveOf(length: number): RunCurve {
  const values = (value: (place: number) => number): Float32Array => Float32Array.from({ length }, (_, place) => value(place))
  return {
    steps: Uint32Array.from({ length }, (_, place) => place + 1),
    seconds: values((place) => 10 * (place + 1)),
    loss: values((place) => 2 - place / length),
    accuracy: values((place) => place / length),
  }
}

export function epochOf(epoch: number, testAccuracy: number, testLoss = 1 - testAccuracy): EpochResult {
  return { epoch, trainLoss: 0.5, trainAccuracy: 0.9, testLoss, testAccuracy, evaluatedOn: 'MNIST, test', evaluatedCount: 10_000 }
}

/** A run of two epochs of three steps that came to its end. */
export function keptRun(id: string, change: Partial<KeptRun> = {}): KeptRun {
  return {
    id,
    name: id,
    colour: 0,
    group: null,
    began: 1000,
    model: 'row-lstm',
    spec: parseModelSpec(presets['row-lstm'].spec),
    settings: defaultRunSettings,
    start: 'fresh',
    data: { kind: 'mnist', trainCount: 60_000, testCount: 10_000 },
    engine: { kind: 'cpu', adapter: 'CPU' },
    outcome: 'finished',
    steps: 6,
    stepsPerEpoch: 3,
    seconds: 60,
    epochs: [epochOf(0, 0.9), epochOf(1, 0.95)],
    curve: curveOf(6),
    ...change,
  }
}
