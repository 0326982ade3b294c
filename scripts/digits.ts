import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import type { LabelledImages } from '../src/core/images'
import { DIGITS } from '../src/core/task'
import { builtInDigits } from '../src/data/digits'
import { encodeIdx } from '../src/data/idx'
import { explain } from './explain'

/** `npm run digits`: built-in digits as MNIST's four files, for tools that read those. */

const USAGE = `npm run digits -- FOLDER [--train 10000] [--test 2000] [--seed 1]   writes train-images-idx3-ubyte.gz and three more`

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { train: text, test: text, seed: text } })
  const [folder] = positionals
  if (folder === undefined || positionals.length > 1) throw new Error(USAGE)
  const { train, test } = builtInDigits({
    train: wholeNumber('train', values.train, 10_000),
    test: wholeNumber('test', values.test, 2000),
    seed: wholeNumber('seed', values.seed, 1),
  })
  await mkdir(folder, { recursive: true })
  await writeSet(folder, 'train', train)
  await writeSet(folder, 't10k', test)
}

function wholeNumber(option: string, value: string | undefined, otherwise: number): number {
  if (value === undefined) return otherwise
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > 1e6 || value.trim() === '')
    throw new Error(`--${option} ${value}: allowed are 0 … 1000000`)
  return number
}

/** @param part  how MNIST calls the set in its files' names */
async function writeSet(folder: string, part: string, { name, images, labels }: LabelledImages): Promise<void> {
  const { height, width } = DIGITS.input
  const arrays = [
    [`${part}-images-idx3-ubyte.gz`, { shape: [labels.length, height, width], data: Uint8Array.from(images) }],
    [`${part}-labels-idx1-ubyte.gz`, { shape: [labels.length], data: Uint8Array.from(labels) }],
  ] as const
  for (const [file, array] of arrays) await writeFile(join(folder, file), gzipSync(encodeIdx(array)))
  console.log(`${name}: ${labels.length} in ${folder}`)
}

main().catch((error: unknown) => {
  console.error(explain(error))
  process.exitCode = 1
})
