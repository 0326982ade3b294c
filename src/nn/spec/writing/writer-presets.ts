import { resolveWriterSettings, type WriterSettings } from './writer-training'
import type { WriterSpec } from './writer-spec'

export interface WriterPreset {
  readonly name: string
  /** One sentence on what the model teaches. */
  readonly teaches: string
  readonly spec: WriterSpec
  readonly training: WriterSettings
}

/** Ready-made networks that write. */
export const writerPresets = {
  writer: {
    name: 'writer',
    teaches: 'An LSTM writes digits stroke by stroke: at every point it says how likely each next movement is, and one is drawn at random.',
    spec: {
      version: 1,
      strokes: { points: 64, place: true },
      layers: [{ type: 'lstm', units: 256, returnSequences: true, direction: 'forward' }],
      head: { type: 'mixture', components: 20 },
    },
    training: resolveWriterSettings({
      epochs: 25,
      batchSize: 128,
      seed: 1,
      optimizer: { type: 'adam', clipNorm: 1 },
      schedule: { kind: 'cosine', learningRate: 3e-3, warmup: 100 },
      deform: { rotate: 4, scale: 0.08, shear: 0.08, jitter: 0.02 },
    }),
  },
} as const satisfies Record<string, WriterPreset>

export function findWriterPreset(name: string): WriterPreset | null {
  return Object.values<WriterPreset>(writerPresets).find((preset) => preset.name === name) ?? null
}
