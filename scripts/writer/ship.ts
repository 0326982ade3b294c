import { splitByWriter } from '../../src/data/pen-digits'
import { penSequences } from '../../src/data/writing/sets'
import { parseWriterSpec } from '../../src/nn/spec/writing/writer-spec'
import { findWriterPreset } from '../../src/nn/spec/writing/writer-presets'
import { decodeWriter, encodeWriter, type WriterCheckpoint } from '../../src/train/writer-checkpoint'
import { requirePreset, shipGenerative } from '../generative/ship'
import { loadPenDigits } from '../pen-digits'
import { SHIPPED_WRITER } from './write'

/** Of the file, which the page loads when somebody wants it to write; the readers have a budget of their own. */
export const MOST_WRITER_BYTES = 700_000

export const SHIP_WRITER_USAGE = `npm run ship-writer -- FILE.safetensors     into public/writers/, as float16 and measured once more on writers that it never saw`

/** `npm run ship-writer`. @throws UsageError; what reading a file throws */
export function runShipWriter(args: readonly string[]): Promise<void> {
  return shipGenerative(args, {
    decode: decodeWriter,
    encode: encodeWriter,
    require: requireWriterPreset,
    file: SHIPPED_WRITER,
    mostBytes: MOST_WRITER_BYTES,
    async measure(engine, checkpoint) {
      const writer = await engine.createWriter(checkpoint.spec, checkpoint)
      const unseen = penSequences('Pen digits, unseen writers', splitByWriter(await loadPenDigits()).validation)
      const { loss } = await writer.evaluate(unseen)
      return { loss, set: unseen.name, said: `${loss.toFixed(4)} nats a point` }
    },
  })
}

/** @throws UsageError for a network that is built otherwise than its preset, or of which nobody knows how it was trained */
export function requireWriterPreset(checkpoint: WriterCheckpoint): void {
  requirePreset(checkpoint, findWriterPreset(checkpoint.name), parseWriterSpec)
}
