import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { taskOf } from '../../src/core/task'
import { strokesOfSequence } from '../../src/data/writing/sequence'
import { createFastCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { seedOf } from '../../src/nn/engines/writing/writing'
import { decodeWriter } from '../../src/train/writer-checkpoint'
import { buildWasm } from '../build-wasm'
import { ROOT } from '../headless'
import { readIfThere, writeWhole } from '../train/run-files'
import { readArguments, UsageError } from '../train/usage-error'
import { numberIn } from '../train/command-line'

/** The network that the page writes with. */
export const SHIPPED_WRITER = join(ROOT, 'public/writers/writer.safetensors')

export const WRITE_USAGE = `npm run write -- [--digit 3] [--count 100] [--temperature 0.5] [--steadiness 0] [--seed 1] --out FILE.json

Writes digits with a network and notes them down as the pen digits are: an array of { label, strokes: [[x, y, x, y, …], …] } in a box of
500×500, y down.

  --digit LIST       which: 3, or 2,0,2,6 in turn (all ten in turn)
  --count N          how many in all (100)
  --temperature X    below 1 it keeps to what is likely, above 1 it dares more (0.5)
  --steadiness X     0 changes nothing, 1 to 10 write more and more steadily (0)
  --seed N           the same seed, the same digits (1)
  --model FILE       the network (public/writers/writer.safetensors)
  --out FILE         where they go`

const DIGITS = 10
const MOST_DIGITS = 1_000_000

/** `npm run write`. @throws UsageError; what reading a file throws */
export async function runWrite(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(WRITE_USAGE)
  const values = parseCommandLine(args)
  const { out } = values
  if (out === undefined) throw new UsageError('--out FILE: say where the digits go')
  const labels = values.digit === undefined ? Array.from({ length: DIGITS }, (_, digit) => digit) : parseDigits(values.digit)
  const count = numberIn('count', values.count, { min: 1, max: MOST_DIGITS })
  const temperature = numberIn('temperature', values.temperature, { min: 0.01, max: 10 }, false)
  const steadiness = numberIn('steadiness', values.steadiness, { min: 0, max: 20 }, false)
  const seed = numberIn('seed', values.seed, { min: 0, max: 0xffffffff })
  const file = await readIfThere(values.model)
  if (file === null) throw new UsageError(`There is no ${values.model}: name a network by --model FILE`)
  const checkpoint = decodeWriter(file)
  if (labels.some((label) => label >= taskOf(checkpoint.spec).classes.length))
    throw new UsageError(`--digit ${values.digit}: not in this network's task`)
  await buildWasm()
  const engine = await createFastCpuEngine(1)
  try {
    const writer = await engine.createWriter(checkpoint.spec, checkpoint)
    const requests = Array.from({ length: count }, (_, index) => {
      return { label: labels[index % labels.length]!, seed: seedOf(seed, index), temperature, steadiness }
    })
    const begin = performance.now()
    const sequences = await writer.writeMany(requests)
    const seconds = (performance.now() - begin) / 1000
    const digits = sequences.map((sequence, index) => ({ label: requests[index]!.label, strokes: strokesOfSequence(sequence) }))
    // A digit a line: the file can be read, and compared line by line.
    await writeWhole(out, Buffer.from(`[\n${digits.map((digit) => JSON.stringify(digit)).join(',\n')}\n]\n`))
    console.log(`${count} digits in ${seconds.toFixed(1)} s: ${out}`)
  } finally {
    engine.dispose()
  }
}

function parseDigits(list: string): number[] {
  return list.split(',').map((digit) => numberIn('digit', digit, { min: 0, max: DIGITS - 1 }))
}

function parseCommandLine(args: readonly string[]) {
  const text = { type: 'string' } as const
  const defaulted = (value: string) => ({ ...text, default: value })
  return readArguments(
    () =>
      parseArgs({
        args: [...args],
        options: {
          digit: text,
          count: defaulted('100'),
          temperature: defaulted('0.5'),
          steadiness: defaulted('0'),
          seed: defaulted('1'),
          model: defaulted(SHIPPED_WRITER),
          out: text,
        },
      }).values,
  )
}
