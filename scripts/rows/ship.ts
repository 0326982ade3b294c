import { join } from 'node:path'
import { binarizedSet } from '../../src/nn/engines/rows/pictures'
import { findRowsPreset } from '../../src/nn/spec/rows/rows-presets'
import { parseRowsSpec } from '../../src/nn/spec/rows/rows-spec'
import { decodeRows, encodeRows, type RowsCheckpoint } from '../../src/train/rows-checkpoint'
import { requirePreset, shipGenerative } from '../generative/ship'
import { ROOT } from '../headless'
import { mnistTestSet } from '../mnist-test-set'

export const SHIPPED_ROWS = join(ROOT, 'public/writers/rows.safetensors')
/** Of the file, which the page loads when somebody wants a digit row by row. */
export const MOST_ROWS_BYTES = 1_000_000
/** Of the one time that the test pictures become black and white. */
const SEED = 1

export const SHIP_ROWS_USAGE = `npm run ship-rows -- FILE.safetensors     into public/writers/, as float16 and measured once more on MNIST's test pictures`

/** `npm run ship-rows`. @throws UsageError; what reading a file throws */
export function runShipRows(args: readonly string[]): Promise<void> {
  return shipGenerative(args, {
    decode: decodeRows,
    encode: encodeRows,
    require: requireRowsPreset,
    file: SHIPPED_ROWS,
    mostBytes: MOST_ROWS_BYTES,
    async measure(engine, checkpoint) {
      const model = await engine.createRows(checkpoint.spec, checkpoint)
      const test = await mnistTestSet()
      const { loss } = await model.evaluate(binarizedSet(test, SEED))
      return { loss, set: test.name, said: `${loss.toFixed(3)} nats a picture` }
    },
  })
}

/** @throws UsageError for a network that is built otherwise than its preset, or of which nobody knows how it was trained */
export function requireRowsPreset(checkpoint: RowsCheckpoint): void {
  requirePreset(checkpoint, findRowsPreset(checkpoint.name), parseRowsSpec)
}
