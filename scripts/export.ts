import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createServer, createServerModuleRunner } from 'vite'
import type * as Exports from '../src/export/index'
import { wasmKernels } from './build-wasm'
import type * as Explanations from './explain'
import type * as Readings from './export/reading'
import { ROOT } from './headless'

/** `npm run export`: a model file for another tool, written by the page's own code. */

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

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { to: { type: 'string' }, digit: { type: 'string' }, theme: { type: 'string' } },
  })
  const page = await loadPage()
  try {
    const format = page.readings.readingFormats.find((known) => known === values.to)
    if (format === undefined) await write(page.code, values.to, positionals)
    else await writeReading(page, format, values, positionals)
  } catch (error) {
    throw new Error(page.explain(error), { cause: error })
  } finally {
    await page.close()
  }
}

interface Page {
  readonly code: typeof Exports
  readonly readings: typeof Readings
  readonly explain: typeof Explanations.explain
  close(): Promise<void>
}

/** Vite loads the page's code as it loads it for the page: with files taken in as text, and libraries when they are needed. */
async function loadPage(): Promise<Page> {
  const server = await createServer({
    root: ROOT,
    configFile: false,
    cacheDir: 'node_modules/.vite-export',
    logLevel: 'warn',
    plugins: [wasmKernels()],
    optimizeDeps: { noDiscovery: true, include: [] },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  })
  const runner = createServerModuleRunner(server.environments.ssr)
  const code = await runner.import<typeof Exports>(join(ROOT, 'src/export/index.ts'))
  // Errors of the page's code are known to the page's code alone.
  const { explain } = await runner.import<typeof Explanations>(join(ROOT, 'scripts/explain.ts'))
  const readings = await runner.import<typeof Readings>(join(ROOT, 'scripts/export/reading.ts'))
  return {
    code,
    readings,
    explain,
    close: async () => {
      await runner.close()
      await server.close()
    },
  }
}

async function write(page: typeof Exports, to: string | undefined, positionals: readonly string[]): Promise<void> {
  const [source, out] = positionals
  const format = page.exportFormats.find((known) => known === to) ?? (to === page.WRITER_FORMAT ? page.WRITER_FORMAT : undefined)
  if (source === undefined || out === undefined || positionals.length > 2 || format === undefined) throw new Error(USAGE)
  const bytes = new Uint8Array(await readFile(source))
  if (format === page.WRITER_FORMAT || page.isWriterFile(bytes)) return writeWriter(page.exportWriter(bytes, format), out)
  const { checkpoint } = await page.openModel(bytes, null)
  const exported = await page.exportModel(checkpoint, format)
  for (const [path, bytes] of filesAt(out, exported, page.downloadOf)) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytes)
    console.log(path)
  }
  const { pictures, largest } = await page.checkExport(exported, checkpoint)
  console.log(`Read again: largest difference ${largest.toExponential(1)} of the probabilities of ${pictures} pictures`)
}

async function writeWriter({ file, parameters, largest }: Exports.ExportedWriter, out: string): Promise<void> {
  const path = resolve(out)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, file.bytes)
  console.log(`${path}\nRead again: largest difference ${largest.toExponential(1)} of ${parameters} parameters`)
}

async function writeReading(
  { code, readings }: Page,
  format: Readings.ReadingFormat,
  { digit, theme = 'light' }: { readonly digit?: string | undefined; readonly theme?: string | undefined },
  positionals: readonly string[],
): Promise<void> {
  const [source, out] = positionals
  if (source === undefined || out === undefined || positionals.length > 2 || digit === undefined) throw new Error(USAGE)
  if (theme !== 'light' && theme !== 'dark') throw new Error(USAGE)
  const { checkpoint } = await code.openModel(new Uint8Array(await readFile(source)), null)
  const made = await readings.readingFiles(checkpoint, { format, picture: digit, theme })
  const files =
    made instanceof Uint8Array
      ? [{ path: resolve(out), bytes: made }]
      : made.map(({ name, bytes }) => ({ path: resolve(out, name), bytes }))
  for (const { path, bytes } of files) {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, bytes)
    console.log(path)
  }
}

function filesAt(out: string, exported: Exports.Exported, downloadOf: typeof Exports.downloadOf): [string, Uint8Array][] {
  const { format, files } = exported
  if (out.endsWith('.zip')) return [[resolve(out), downloadOf({ ...exported, files: [...files] }).bytes]]
  if (format === 'onnx' || (format === 'keras' && out.endsWith('.keras'))) return [[resolve(out), files[0].bytes]]
  return files.map(({ name, bytes }) => [resolve(out, name), bytes])
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
