import { readFile } from 'node:fs/promises'
import { splitByWriter } from '../../src/data/pen-digits'
import { penSequences } from '../../src/data/writing/sets'
import { createFastCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { parseWriterSpec } from '../../src/nn/spec/writing/writer-spec'
import { findWriterPreset } from '../../src/nn/spec/writing/writer-presets'
import { decodeWriter, encodeWriter, type WriterCheckpoint } from '../../src/train/writer-checkpoint'
import { buildWasm } from '../build-wasm'
import { loadPenDigits } from '../pen-digits'
import { writeWhole } from '../train/run-files'
import { UsageError } from '../train/usage-error'
import { SHIPPED_WRITER } from './write'

/** Of the file, which the page loads when somebody wants it to write; the readers have a budget of their own. */
export const MOST_WRITER_BYTES = 700_000

export const SHIP_WRITER_USAGE = `npm run ship-writer -- FILE.safetensors     into public/writers/, as float16 and measured once more on writers that it never saw`

/** `npm run ship-writer`. @throws UsageError; what reading a file throws */
export async function runShipWriter([path, ...rest]: readonly string[]): Promise<void> {
  if (path === undefined || path === '--help' || rest.length > 0) throw new UsageError('Name one file')
  const trained = decodeWriter(await readFile(path))
  requirePreset(trained)
  const rounded = decodeWriter(encodeWriter({ ...trained, run: null }, 'F16'))
  await buildWasm()
  const engine = await createFastCpuEngine(1)
  try {
    const writer = await engine.createWriter(rounded.spec, rounded)
    const unseen = penSequences('Pen digits, unseen writers', splitByWriter(await loadPenDigits()).validation)
    const { loss } = await writer.evaluate(unseen)
    const bytes = encodeWriter({ ...rounded, testLoss: loss, testedOn: unseen.name }, 'F16')
    if (bytes.length > MOST_WRITER_BYTES) throw new UsageError(`The file would have ${bytes.length} bytes; at most ${MOST_WRITER_BYTES}`)
    await writeWhole(SHIPPED_WRITER, bytes)
    console.log(`${trained.name}: ${loss.toFixed(4)} nats a point on ${unseen.name}; ${bytes.length} bytes`)
  } finally {
    engine.dispose()
  }
}

/** @throws UsageError for a network that is built otherwise than its preset, or of which nobody knows how it was trained */
export function requirePreset({ name, spec, record }: WriterCheckpoint): void {
  const preset = findWriterPreset(name)
  if (preset === null) throw new UsageError(`${name} is no preset`)
  if (JSON.stringify(parseWriterSpec(preset.spec)) !== JSON.stringify(spec))
    throw new UsageError(`It is not built as the preset ${name} is now`)
  if (record === null) throw new UsageError('The file does not say how it was trained')
}
