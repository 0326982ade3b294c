/** Which signals of which layer the reading shows, and how a number of theirs is found and written. */

import type { Trace, TraceSignal } from '../../nn/engine'
import type { SignalDeclaration } from '../../nn/spec/definition'
import { describeModel } from '../../nn/spec/describe'
import type { ModelSpec } from '../../nn/spec/model-spec'

export interface RecurrentLayer {
  /** `lstm`, `lstm_1` */
  readonly name: string
  readonly units: number
  /** In the order of the maps: gates first, as the layer's definition lists them. */
  readonly signals: readonly SignalDeclaration[]
}

/** The layers that read step by step: those that declare a hidden state. */
export function recurrentLayers(spec: ModelSpec): readonly RecurrentLayer[] {
  return describeModel(spec)
    .layers.filter((layer) => layer.signals.some((signal) => signal.name === 'h'))
    .map(({ name, output, signals }) => ({ name, units: output.at(-1)!, signals }))
}

/** Timesteps and classes come from the specification, so that the maps have their size before anything was read. */
export interface ReadingShape {
  /** T */
  readonly steps: number
  /** C */
  readonly classes: number
}

export function readingShape(spec: ModelSpec): ReadingShape {
  const description = describeModel(spec)
  return { steps: description.input[0]!, classes: description.layers.at(-1)!.output[0]! }
}

/** The recorded signal [T,units], or null while the trace at hand is of another model. */
export function findSignal(trace: Trace | null, layer: RecurrentLayer, name: string): TraceSignal | null {
  const found = trace?.signals.find((signal) => signal.layer === layer.name && signal.name === name)
  return found?.shape[1] === layer.units ? found : null
}

/** @param signal [T,U] */
export function signalValue(signal: TraceSignal, step: number, unit: number): number | null {
  return signal.data[step * signal.shape[1]! + unit] ?? null
}

/**
 * The unit whose signal moves most over the reading: a first pick that shows something.
 *
 * @param signal [T,U], T ≥ 1
 */
export function liveliestUnit(signal: TraceSignal): number {
  const [steps = 0, units = 0] = signal.shape
  let liveliest = 0
  let widest = -1
  for (let unit = 0; unit < units; unit++) {
    let low = Infinity
    let high = -Infinity
    for (let step = 0; step < steps; step++) {
      const value = signal.data[step * units + unit]!
      if (value < low) low = value
      if (value > high) high = value
    }
    if (high - low > widest) {
      widest = high - low
      liveliest = unit
    }
  }
  return liveliest
}
