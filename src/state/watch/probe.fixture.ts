import { BINS } from '../../statistics/histogram'
import type { RunProbe } from '../../worker/protocol'

/** A probe of a network of two layers, told by its step. */
export function probeOf(step: number, moved: number | null = 0.01): RunProbe {
  const values = { exponent: 0, counts: new Uint32Array(BINS).fill(1) }
  return {
    step,
    pictures: { gradients: 64, signals: 8 },
    loss: 2,
    milliseconds: 10,
    tensors: [
      { name: 'lstm/kernel', layer: 'lstm', norm: 4, gradient: 0.3, moved, values },
      { name: 'lstm/bias', layer: 'lstm', norm: 3, gradient: 0.4, moved, values },
      { name: 'dense/kernel', layer: 'dense', norm: 2, gradient: 1.2, moved, values },
    ],
    signals: [{ layer: 'lstm', name: 'f', values }],
  }
}
