import { elementCount } from '../../core/tensor'
import type { ModelDescription } from '../spec/describe'
import type { SignalName, TraceSignal } from '../trace-types'

/** Signals of many pictures at once, taken apart by picture. */

/** A signal as it is known before anything is read. */
export type DeclaredSignal = Omit<TraceSignal, 'data'>

/** Those of the model, in the order in which they are wanted. @param wanted  default: all, in the order of a trace */
export function declaredSignals({ layers }: ModelDescription, wanted?: readonly SignalName[]): readonly DeclaredSignal[] {
  const all = layers.flatMap(({ name: layer, signals }) => signals.map(({ name, shape }) => ({ layer, name, shape })))
  return wanted === undefined ? all : pickSignals(all, wanted)
}

/** Those that are wanted, in this order. */
export function pickSignals<S extends SignalName>(signals: readonly S[], wanted: readonly SignalName[]): readonly S[] {
  return wanted.flatMap(({ layer, name }) => signals.find((each) => each.layer === layer && each.name === name) ?? [])
}

/**
 * Signals of a batch, example by example: of each all signals, one behind the other.
 *
 * @param signals  with the shapes of one example; data are [places,batch,channels]
 */
export function joinByExample(signals: readonly TraceSignal[], batch: number): Float32Array<ArrayBuffer> {
  const each = signals.reduce((sum, { shape }) => sum + elementCount(shape), 0)
  const joined = new Float32Array(batch * each)
  let before = 0
  for (const { shape, data } of signals) {
    const channels = shape.at(-1) ?? 1
    const places = elementCount(shape) / channels
    for (let place = 0; place < places; place++) {
      for (let example = 0; example < batch; example++) {
        const row = (place * batch + example) * channels
        joined.set(data.subarray(row, row + channels), example * each + before + place * channels)
      }
    }
    before += places * channels
  }
  return joined
}

/** The same as signals of each example again, in the same memory. */
export function splitByExample(
  joined: Float32Array,
  signals: readonly DeclaredSignal[],
  count: number,
): readonly (readonly TraceSignal[])[] {
  let at = 0
  return Array.from({ length: count }, () =>
    signals.map((signal) => ({ ...signal, data: joined.subarray(at, (at += elementCount(signal.shape))) })),
  )
}
