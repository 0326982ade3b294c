import { readFile, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { decodeCheckpoint } from '../../src/train/checkpoint'
import { encodePng } from '../../src/core/png/png'
import { buildWasm } from '../build-wasm'
import { explain } from '../explain'
import { readArguments, UsageError } from '../train/usage-error'
import { drawMisread } from './misread'
import { measureModels, type NamedModel } from './models'
import { isSetName, loadSets, SET_NAMES, type SetName } from './sets'
import { accuracyTable, commonMistakes, corruptionTable } from './table'
import { createAnsweringEngine } from '../threads/engine'

export const USAGE = `npm run measure -- MODEL.safetensors [MODEL.safetensors …] [--on mnist,writers] [--vote] [--images N] [--misread FILE.png]

Accuracy with its 95 % interval and of every class, as Markdown, and the commonest mistakes.

  --on SETS        mnist: MNIST's test digits; writers: digits of writers 26 to 30 of the pen digits, as the pad would make them;
                   mnist-c: MNIST's test digits corrupted in 15 ways; to choose by: writers-choosing (writers 24 and 25); to choose
                   by, and seen in trainings: mnist-train (MNIST's first 10,000 training digits), mnist-c-train (those, corrupted)
                   and writers-train (writers 1 to 23) (mnist,writers)
  --vote           also what all models answer together, by the mean of their probabilities
  --images N       use no more than the first N of each set
  --seed N         of what is random in the corruptions (1)
  --misread FILE   draw the misread digits of the last model and set, in order of class and answer`

const MOST_MISTAKES = 12
const MOST_DRAWN = 1200

interface MeasureOptions {
  readonly paths: readonly string[]
  readonly on: readonly SetName[]
  readonly vote: boolean
  readonly most: number
  readonly seed: number
  readonly misread: string | null
}

/** `npm run measure`, and `npm run train -- --vote`. @throws UsageError; VoteError; what reading a file throws */
export async function runMeasure(args: readonly string[]): Promise<void> {
  const { paths, on, vote, most, seed, misread } = parseMeasureOptions(args)
  await buildWasm()
  const models = await Promise.all(paths.map((path, place) => readModel(path, namesOf(paths)[place]!)))
  const engine = await createAnsweringEngine()
  for (const name of on) {
    const { sets, isCorrupted } = await loadSets(name, most, seed)
    const rows = await measureModels(engine, models, sets, {
      vote,
      hear: (row) => console.error(`${row.model}, ${row.set}: ${commonMistakes(row, MOST_MISTAKES).join(', ')}`),
    })
    console.log(`${(isCorrupted ? corruptionTable(rows) : accuracyTable(rows)).join('\n')}\n`)
    const [lastSet, lastRow] = [sets.at(-1), rows.at(-1)]
    if (misread !== null && lastSet !== undefined && lastRow !== undefined) {
      await writeFile(misread, await encodePng(drawMisread(lastSet, lastRow.answers, MOST_DRAWN)))
    }
  }
  engine.dispose()
}

/** @throws UsageError */
export function parseMeasureOptions(args: readonly string[]): MeasureOptions {
  const { values, positionals } = parseCommandLine(args)
  const most = values.images === undefined ? Infinity : Number(values.images)
  const seed = Number(values.seed)
  const names = values.on.split(',')
  const unknown = names.find((name) => !isSetName(name))
  if (unknown !== undefined) throw new UsageError(`--on ${unknown}: allowed are ${SET_NAMES.join(', ')}`)
  if (!(most >= 1)) throw new UsageError(`--images ${values.images}: allowed are numbers from 1`)
  if (!Number.isSafeInteger(seed) || seed < 0) throw new UsageError(`--seed ${values.seed}: allowed are whole numbers from 0`)
  if (positionals.length === 0) throw new UsageError('No model is named')
  const twice = positionals.find((path, place) => positionals.some((other, earlier) => earlier < place && resolve(other) === resolve(path)))
  if (twice !== undefined) throw new UsageError(`${twice} is named twice`)
  return { paths: positionals, on: names.filter(isSetName), vote: values.vote, most, seed, misread: values.misread ?? null }
}

function parseCommandLine(args: readonly string[]) {
  const text = { type: 'string' } as const
  return readArguments(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        on: { ...text, default: 'mnist,writers' },
        vote: { type: 'boolean', default: false },
        images: text,
        seed: { ...text, default: '1' },
        misread: text,
      },
    }),
  )
}

/** What tables call files: without their folders where that tells them apart. */
export function namesOf(paths: readonly string[]): string[] {
  const short = paths.map((path) => basename(path, '.safetensors'))
  return short.map((name, place) => (short.indexOf(name) === short.lastIndexOf(name) ? name : paths[place]!))
}

/** @throws Error that says which file cannot be read, and why */
async function readModel(path: string, name: string): Promise<NamedModel> {
  try {
    return { ...decodeCheckpoint(await readFile(path)), name }
  } catch (cause) {
    throw new Error(`${path}: ${explain(cause)}`, { cause })
  }
}
