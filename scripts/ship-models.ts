import { readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { explain } from './explain'
import { buildWasm } from './build-wasm'
import { mnistTestSet } from './mnist-test-set'
import { ShipError, type Facts } from './ship/facts'
import { INDEX_FILE, indexOf, MODELS_FOLDER, MOST_BYTES, readModelFile, readModelsFolder } from './ship/folder'
import { shipModel } from './ship/ship'
import { trainingsTable } from './ship/table'
import { writeWhole } from './train/run-files'
import { createAnsweringEngine } from './threads/engine'

/** `npm run ship-models`: makes the page's own models of what trainings left, and the table of them in `docs/learning.md`. */

const USAGE = `npm run ship-models -- FILE.safetensors […]   into public/models/, as float16 and measured on MNIST's test digits once more
npm run ship-models -- --table [FILE …]       prints the table of trainings, of the shipped models where no file is named

For one file that does not say how it was trained:
  --command "npm run train -- …"    the command that repeats it
  --trained-on TEXT                 the engine: "SIMD, 2 threads"
  --seconds N                       how long it took
  --validation-accuracy X           0 … 1, of the epoch that was kept`

async function main(): Promise<void> {
  const { values, positionals } = parseCommandLine()
  if (values.table) return printTable(positionals)
  if (positionals.length === 0) throw new ShipError(USAGE)
  const said: Facts = {
    command: values.command ?? null,
    engine: values['trained-on'] ?? null,
    seconds: numberOf('seconds', values.seconds, Number.MAX_SAFE_INTEGER),
    validationAccuracy: numberOf('validation-accuracy', values['validation-accuracy'], 1),
  }
  if (positionals.length > 1 && Object.values(said).some((fact) => fact !== null)) throw new ShipError(`One file at a time.\n\n${USAGE}`)
  await ship(positionals, said)
}

function parseCommandLine() {
  const text = { type: 'string' } as const
  const options = { table: { type: 'boolean', default: false }, command: text, 'trained-on': text, seconds: text } as const
  return parseArgs({ allowPositionals: true, options: { ...options, 'validation-accuracy': text } })
}

function numberOf(option: string, value: string | undefined, most: number): number | null {
  if (value === undefined) return null
  const number = Number(value)
  if (value.trim() === '' || !(number >= 0 && number <= most)) throw new ShipError(`--${option} ${value}: allowed are numbers 0 … ${most}`)
  return number
}

async function printTable(paths: readonly string[]): Promise<void> {
  const files = paths.length === 0 ? readModelsFolder() : Promise.all(paths.map((path) => readModelFile(path, basename(path))))
  console.log(trainingsTable(await files).join('\n'))
}

async function ship(paths: readonly string[], said: Facts): Promise<void> {
  await buildWasm()
  const test = await mnistTestSet()
  const engine = await createAnsweringEngine()
  for (const path of paths) {
    const { checkpoint, bytes, accuracy } = await shipModel(await readFile(path), said, engine, test)
    const others = (await readModelsFolder()).filter(({ name }) => name !== checkpoint.name)
    const total = others.reduce((sum, other) => sum + other.bytes, bytes.length)
    if (total > MOST_BYTES) throw new ShipError(`With ${checkpoint.name} the models would have ${total} bytes; at most ${MOST_BYTES}`)
    await writeWhole(join(MODELS_FOLDER, `${checkpoint.name}.safetensors`), bytes)
    await writeFile(INDEX_FILE, `${JSON.stringify(indexOf(await readModelsFolder()), null, 2)}\n`)
    const before = accuracy.before === null ? '' : `, ${percent(accuracy.before)} before rounding`
    console.log(`${checkpoint.name}: ${percent(accuracy.after)} of ${test.name}${before}; ${bytes.length} bytes, ${total} in all`)
  }
  engine.dispose()
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}

main().catch((error: unknown) => {
  console.error(explain(error))
  process.exitCode = 1
})
