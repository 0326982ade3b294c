import { Random } from '../core/random'
import type { LayerSpec } from '../nn/spec/model-spec'
import { parseRowsSpec, type RowsSpec } from '../nn/spec/rows/rows-spec'

/** Small black and white pictures for networks that draw row by row, and such networks. */

/** A task of pictures of this size. */
function taskOfSize(height: number, width: number) {
  return { id: 'ink', classes: ['a', 'b'].map((label) => ({ label, name: label })), input: { height, width } }
}

/** Random pictures, half of their pixels black. */
export function randomInk({ height, width }: { readonly height: number; readonly width: number }, count: number, seed = 3): Uint8Array {
  const random = new Random(seed, 1)
  return Uint8Array.from({ length: count * height * width }, () => random.integer(2))
}

export function rowsOf(
  layers: readonly (Partial<LayerSpec> & Pick<LayerSpec, 'type'>)[],
  units: readonly number[],
  [height, width]: readonly [number, number] = [4, 5],
): RowsSpec {
  return parseRowsSpec({ version: 1, task: taskOfSize(height, width), draws: 'rows', layers, head: { type: 'masked', units } })
}

/** Every kind of layer that a network may draw with, and heads of all depths, at odd sizes. */
export const rowNetworks: Readonly<Record<string, RowsSpec>> = {
  lstm: rowsOf([{ type: 'lstm', units: 7 }], [11]),
  gru: rowsOf([{ type: 'gru', units: 3 }], [5, 9]),
  rnn: rowsOf([{ type: 'rnn', units: 5 }], []),
  'fewer units than pixels': rowsOf([{ type: 'lstm', units: 1 }], [2], [3, 7]),
  'one column': rowsOf([{ type: 'lstm', units: 2 }], [3], [6, 1]),
  'one row': rowsOf([{ type: 'lstm', units: 2 }], [12], [1, 6]),
  stacked: rowsOf([{ type: 'lstm', units: 6 }, { type: 'layerNorm' }, { type: 'dense', units: 5 }, { type: 'gru', units: 4 }], [13, 6, 8]),
}

export const rowsWithDropout = rowsOf(
  [
    { type: 'dropout', rate: 0.2 },
    { type: 'lstm', units: 7 },
    { type: 'dropout', rate: 0.4 },
  ],
  [9],
)
