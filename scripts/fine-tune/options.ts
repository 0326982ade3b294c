import { parseArgs } from 'node:util'
import { tuningScopes, type TuningScope } from '../../src/nn/spec/tuning'
import { readArguments, UsageError } from '../train/usage-error'

export const USAGE = `npm run fine-tune -- MODEL.safetensors [MODEL.safetensors …] [--writer 28] [--drawings 30] [--seeds 3] [--learn all]

Teaches each model some drawings of one writer of the pen digits whom nobody trained on, with the page's own recipe, and prints as
Markdown how it reads that writer's other digits, and MNIST's test digits, before and after.

  --writer N       26 to 30, several with commas (all five); 24 and 25 to choose by
  --drawings N     so many, as many of each digit (30)
  --seeds N        so often, each time with other drawings (3)
  --learn SCOPE    which layers learn: ${tuningScopes.join(', ')} (all)
  --test N         no more than the first N of MNIST's test digits
  --each           print every seed, too`

export interface FineTuneOptions {
  readonly paths: readonly string[]
  readonly writers: readonly number[]
  readonly drawings: number
  readonly seeds: number
  readonly scope: TuningScope
  readonly test: number
  readonly each: boolean
}

const WRITERS: readonly number[] = [26, 27, 28, 29, 30]
/** Who chose between recipes. */
const CHOOSING: readonly number[] = [24, 25]

/** @throws UsageError */
export function parseFineTuneOptions(args: readonly string[]): FineTuneOptions {
  const { values, positionals } = parseCommandLine(args)
  if (positionals.length === 0) throw new UsageError('No model is named')
  const writers = values.writer?.split(',').map(Number) ?? WRITERS
  const stranger = writers.find((writer) => !WRITERS.includes(writer) && !CHOOSING.includes(writer))
  if (stranger !== undefined) throw new UsageError(`--writer ${values.writer}: allowed are ${[...CHOOSING, ...WRITERS].join(', ')}`)
  const scope = tuningScopes.find((known) => known === values.learn)
  if (scope === undefined) throw new UsageError(`--learn ${values.learn}: allowed are ${tuningScopes.join(', ')}`)
  const drawings = wholeNumber('drawings', values.drawings)
  if (drawings % 10 !== 0) throw new UsageError(`--drawings ${drawings}: as many of each digit, so a multiple of 10`)
  const test = values.test === undefined ? Infinity : wholeNumber('test', values.test)
  return { paths: positionals, writers, drawings, seeds: wholeNumber('seeds', values.seeds), scope, test, each: values.each }
}

function parseCommandLine(args: readonly string[]) {
  const text = { type: 'string' } as const
  return readArguments(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        writer: text,
        drawings: { ...text, default: '30' },
        seeds: { ...text, default: '3' },
        learn: { ...text, default: 'all' },
        test: text,
        each: { type: 'boolean', default: false },
      },
    }),
  )
}

function wholeNumber(option: string, value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 1) throw new UsageError(`--${option} ${value}: allowed are whole numbers from 1`)
  return number
}
