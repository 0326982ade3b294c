import type { RowsSpec } from './rows-spec'
import { resolveRowsSettings, type RowsSettings } from './rows-training'

export interface RowsPreset {
  readonly name: string
  /** One sentence on what the model teaches. */
  readonly teaches: string
  readonly spec: RowsSpec
  readonly training: RowsSettings
}

/** Ready-made networks that draw row by row. */
export const rowsPresets = {
  rows: {
    name: 'rows',
    teaches: 'An LSTM draws digits row by row: for every pixel it says how likely ink is, given the rows above and the pixels to the left.',
    spec: {
      version: 1,
      draws: 'rows',
      layers: [{ type: 'lstm', units: 256, returnSequences: true, direction: 'forward' }],
      head: { type: 'masked', units: [448] },
    },
    training: resolveRowsSettings({
      epochs: 40,
      batchSize: 64,
      seed: 1,
      optimizer: { type: 'adam', clipNorm: 20 },
      schedule: { kind: 'cosine', learningRate: 2e-3, warmup: 200 },
    }),
  },
} as const satisfies Record<string, RowsPreset>

export function findRowsPreset(name: string): RowsPreset | null {
  return Object.values<RowsPreset>(rowsPresets).find((preset) => preset.name === name) ?? null
}
