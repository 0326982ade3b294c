import type { Slice } from '../../../gpu/arena'
import type { LayerBuilder, OpenedLayer, Upload } from '../gpu-layer'
import { padded } from '../../operations/gpu/tensor'
import { rowNorms } from './row-norms'
import type { HeldSignals } from '../../spec/trace'
import type { Reader, RecurrentSpec } from './spec'

/** What a trace does with a recurrent layer on the GPU beyond recording: it holds signals at values and notes the gradients of states. */

export interface NamedSlice {
  readonly name: string
  readonly slice: Slice
}

/** One direction through time, opened. */
export interface OpenedReader {
  readonly direction: Reader['direction']
  /** Values of its clamps that hold these signals and no others. */
  hold(held: HeldSignals | null): Upload
  /** After the way back was recorded, by the state's name: [B,H] of no interest, then [T,B,H] whole gradients. */
  stateGradients(): readonly NamedSlice[]
}

interface OpenedContext {
  readonly builder: LayerBuilder
  readonly layer: RecurrentSpec
  readonly name: string
}

/** All readers of a layer together; null where the plan was not opened. */
export function openedLayer(readers: readonly OpenedReader[], { builder, layer: { units }, name }: OpenedContext): OpenedLayer | null {
  if (!builder.isOpened) return null
  const H = padded(units)
  return {
    hold: (held) => readers.map((reader, index) => reader.hold(held?.from(index * units) ?? null)),
    stateGradients() {
      const states = readers.flatMap((reader) => reader.stateGradients().map((state) => ({ ...state, direction: reader.direction })))
      return {
        slices: states.map(({ slice }) => slice),
        unpack: (copies) =>
          states.map(({ name: signal, direction }, index) => {
            const whole = copies[index]!.subarray(builder.batch * H)
            return { layer: name, signal, direction, norms: rowNorms(whole, H, units) }
          }),
      }
    },
  }
}

/** [T,signals,2,H] values, then 1 where they are held. */
export function packClamps(held: HeldSignals | null, signals: readonly string[], T: number, units: number): Float32Array {
  const H = padded(units)
  const packed = new Float32Array(T * signals.length * 2 * H)
  if (held === null) return packed
  for (let t = 0; t < T; t++) {
    for (const [place, signal] of signals.entries()) {
      const row = (t * signals.length + place) * 2 * H
      for (let unit = 0; unit < units; unit++) {
        const value = held.at(signal, t, unit)
        if (value === null) continue
        packed[row + unit] = value
        packed[row + H + unit] = 1
      }
    }
  }
  return packed
}
