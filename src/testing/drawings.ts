import { joinSequences, Pen, POINT_VALUES, type PenSequences } from '../core/sequences'
import { Random } from '../core/random'
import type { LayerSpec } from '../nn/spec/model-spec'
import { parseWriterSpec, type WriterSpec } from '../nn/spec/writing/writer-spec'

/** Drawings of any lengths for networks that write, and such networks. */

/** Random walks with random pens; one for each length, a length of 0 is a drawing without a point. */
export function randomDrawings(lengths: readonly number[], seed = 3): PenSequences {
  const random = new Random(seed, 1)
  return joinSequences(
    'random drawings',
    lengths.map((length) => {
      const sequence = new Float32Array(length * POINT_VALUES)
      for (let at = 0; at < sequence.length; at += POINT_VALUES) {
        const isLast = at + POINT_VALUES === sequence.length
        sequence.set([random.normal(), random.normal(), isLast ? Pen.end : random.uniform() < 0.8 ? Pen.down : Pen.up], at)
      }
      return { label: random.integer(10), sequence }
    }),
  )
}

/** The same drawings, each with a weight; some below 0, some 0. */
export function weighted(set: PenSequences): PenSequences {
  return { ...set, weights: Float32Array.from(set.labels, (_, index) => [1.5, -0.75, 0, 0.25][index % 4]!) }
}

/** A network of these layers; they hand on every timestep where they do not say so. */
export function writerOf(
  layers: readonly (Partial<LayerSpec> & Pick<LayerSpec, 'type'>)[],
  components: number,
  points = 12,
  place = false,
): WriterSpec {
  return parseWriterSpec({ version: 1, strokes: { points, place }, layers, head: { type: 'mixture', components } })
}

/** Every kind of layer that a network may write with, alone and stacked, at odd sizes. */
export const writers: Readonly<Record<string, WriterSpec>> = {
  lstm: writerOf([{ type: 'lstm', units: 7 }], 3),
  gru: writerOf([{ type: 'gru', units: 3 }], 1),
  rnn: writerOf([{ type: 'rnn', units: 5 }], 2),
  'one unit': writerOf([{ type: 'lstm', units: 1 }], 7),
  'with its place': writerOf([{ type: 'lstm', units: 5 }], 2, 12, true),
  stacked: writerOf([{ type: 'lstm', units: 6 }, { type: 'layerNorm' }, { type: 'dense', units: 5 }, { type: 'gru', units: 4 }], 2),
}

export const withDropout = writerOf(
  [
    { type: 'dropout', rate: 0.2 },
    { type: 'lstm', units: 7 },
    { type: 'dropout', rate: 0.4 },
  ],
  3,
)
