import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createFastCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { binarizedSet } from '../../src/nn/engines/rows/pictures'
import { findRowsPreset } from '../../src/nn/spec/rows/rows-presets'
import { parseRowsSpec } from '../../src/nn/spec/rows/rows-spec'
import { decodeRows, encodeRows, type RowsCheckpoint } from '../../src/train/rows-checkpoint'
import { buildWasm } from '../build-wasm'
import { ROOT } from '../headless'
import { mnistTestSet } from '../mnist-test-set'
import { writeWhole } from '../train/run-files'
import { UsageError } from '../train/usage-error'

export const SHIPPED_ROWS = join(ROOT, 'public/writers/rows.safetensors')
/** Of the file, which the page loads when somebody wants a digit row by row. */
export const MOST_ROWS_BYTES = 1_000_000
/** Of the one time that the test pictures become black and white. */
const SEED = 1

export const SHIP_ROWS_USAGE = `npm run ship-rows -- FILE.safetensors     into public/writers/, as float16 and measured once more on MNIST's test pictures`

/** `npm run ship-rows`. @throws UsageError; what reading a file throws */
export async function runShipRows([path, ...rest]: readonly string[]): Promise<void> {
  if (path === undefined || path === '--help' || rest.length > 0) throw new UsageError('Name one file')
  const trained = decodeRows(await readFile(path))
  requireRowsPreset(trained)
  const rounded = decodeRows(encodeRows({ ...trained, run: null }, 'F16'))
  await buildWasm()
  const engine = await createFastCpuEngine(1)
  try {
    const model = await engine.createRows(rounded.spec, rounded)
    const test = await mnistTestSet()
    const { loss } = await model.evaluate(binarizedSet(test, SEED))
    const bytes = encodeRows({ ...rounded, testLoss: loss, testedOn: test.name }, 'F16')
    if (bytes.length > MOST_ROWS_BYTES) throw new UsageError(`The file would have ${bytes.length} bytes; at most ${MOST_ROWS_BYTES}`)
    await writeWhole(SHIPPED_ROWS, bytes)
    console.log(`${trained.name}: ${loss.toFixed(3)} nats a picture on ${test.name}; ${bytes.length} bytes`)
  } finally {
    engine.dispose()
  }
}

/** @throws UsageError for a network that is built otherwise than its preset, or of which nobody knows how it was trained */
export function requireRowsPreset({ name, spec, record }: RowsCheckpoint): void {
  const preset = findRowsPreset(name)
  if (preset === null) throw new UsageError(`${name} is no preset`)
  if (JSON.stringify(parseRowsSpec(preset.spec)) !== JSON.stringify(spec))
    throw new UsageError(`It is not built as the preset ${name} is now`)
  if (record === null) throw new UsageError('The file does not say how it was trained')
}
