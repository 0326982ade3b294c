import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  checkExport,
  downloadOf,
  type Exported,
  type ExportedWriter,
  exportFormats,
  exportModel,
  exportWriter,
  isWriterFile,
  openModel,
  WRITER_FORMAT,
} from '../../src/export/index'
import { explain } from '../explain'
import { type ReadingFormat, readingFiles, readingFormats } from './reading'

/** What `npm run export` does, by the page's own code; `scripts/export.ts` loads it as Vite loads the page. */

const USAGE = `npm run export -- MODEL.safetensors --to onnx|pytorch|keras|tfjs OUT

  onnx     OUT is the file
  pytorch  OUT is a folder with model.py and the weights
  keras    OUT is a folder with the archive and rebuild.py, or the archive alone where OUT ends in .keras
  tfjs     OUT is a folder with model.json and weights.bin

OUT may also end in .zip. What is written is read again, and the largest difference of its probabilities is said.

npm run export -- WRITER.safetensors --to safetensors OUT     a network that writes, as this page's own file with numbers of 32 bits

npm run export -- MODEL.safetensors --to trace-json|trace-csv|trace-png|reading-svg OUT --digit N|FILE.png [--theme dark]

  trace-json, trace-csv  OUT is a file with every signal of the model's reading of one picture
  trace-png              OUT is a folder with a picture of every signal
  reading-svg            OUT is a figure of the reading

The digit is 0 … 9 in a plain hand, or a picture; one of the model's own size is read as it is, ink white.`

type Say = (line: string) => void

/**
 * @param args  what stands behind `npm run export --`
 * @param say   hears of every file, and how far it is from the model
 * @throws Error with what is to be told
 */
export async function exportCommand(args: readonly string[], say: Say): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { to: { type: 'string' }, digit: { type: 'string' }, theme: { type: 'string' } },
  })
  try {
    const format = readingFormats.find((known) => known === values.to)
    if (format === undefined) await write(values.to, positionals, say)
    else await writeReading(format, values, positionals, say)
  } catch (error) {
    throw new Error(explain(error), { cause: error })
  }
}

async function write(to: string | undefined, positionals: readonly string[], say: Say): Promise<void> {
  const [source, out] = positionals
  const format = exportFormats.find((known) => known === to) ?? (to === WRITER_FORMAT ? WRITER_FORMAT : undefined)
  if (source === undefined || out === undefined || positionals.length > 2 || format === undefined) throw new Error(USAGE)
  const bytes = new Uint8Array(await readFile(source))
  if (format === WRITER_FORMAT || isWriterFile(bytes)) return writeWriter(exportWriter(bytes, format), out, say)
  const { checkpoint } = await openModel(bytes, null)
  const exported = await exportModel(checkpoint, format)
  await put(filesAt(out, exported), say)
  const { pictures, largest } = await checkExport(exported, checkpoint)
  say(`Read again: largest difference ${largest.toExponential(1)} of the probabilities of ${pictures} pictures`)
}

async function writeWriter({ file, parameters, largest }: ExportedWriter, out: string, say: Say): Promise<void> {
  await put([[resolve(out), file.bytes]], say)
  say(`Read again: largest difference ${largest.toExponential(1)} of ${parameters} parameters`)
}

async function writeReading(
  format: ReadingFormat,
  { digit, theme = 'light' }: { readonly digit?: string | undefined; readonly theme?: string | undefined },
  positionals: readonly string[],
  say: Say,
): Promise<void> {
  const [source, out] = positionals
  if (source === undefined || out === undefined || positionals.length > 2 || digit === undefined) throw new Error(USAGE)
  if (theme !== 'light' && theme !== 'dark') throw new Error(USAGE)
  const { checkpoint } = await openModel(new Uint8Array(await readFile(source)), null)
  const made = await readingFiles(checkpoint, { format, picture: digit, theme })
  await put(made instanceof Uint8Array ? [[resolve(out), made]] : made.map(({ name, bytes }) => [resolve(out, name), bytes]), say)
}

function filesAt(out: string, exported: Exported): readonly (readonly [string, Uint8Array])[] {
  const { format, files } = exported
  if (out.endsWith('.zip')) return [[resolve(out), downloadOf({ ...exported, files: [...files] }).bytes]]
  if (format === 'onnx' || (format === 'keras' && out.endsWith('.keras'))) return [[resolve(out), files[0].bytes]]
  return files.map(({ name, bytes }) => [resolve(out, name), bytes])
}

async function put(files: readonly (readonly [path: string, bytes: Uint8Array])[], say: Say): Promise<void> {
  for (const [path, bytes] of files) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytes)
    say(path)
  }
}
