import { parseArgs } from 'node:util'
import { trainingRanges } from '../../src/nn/spec/training'
import { numberIn, runName } from '../train/command-line'
import { readArguments, UsageError } from '../train/usage-error'

export const ADVERSARY_USAGE = `npm run adversary -- [options]

A small writer learns from writers 1 to 23 for a few epochs. Then it goes on in two ways, from the same weights: by maximum likelihood, and
against an LSTM that learns to tell its drawings from people's (a policy gradient, SeqGAN). What nobody learnt from measures both on the way.
What is done is in .runs/NAME.json: the same command goes on where it was ended, and prints Markdown at the end.

  --seeds LIST       of everything that is random, one experiment each (1,2,3)
  --rates LIST       learning rates of the adversary (3e-5,3e-4)
  --rate X           learning rate of maximum likelihood (1e-3)
  --steps N          of each way (300)
  --every N          steps between two measurements (50)
  --opponent N       steps in which the opponent learns before it is heeded, and in which a new one learns at the end (300)
  --batch N          drawings of the network in a step, and as many of people; a multiple of 10 (100)
  --samples N        digits written for a measurement (500)
  --units N          of the writer (128)
  --epochs N         of maximum likelihood before the two ways part (10)
  --from FILE        begin with this writer instead
  --name NAME        of the files in .runs/ (adversary)
  --out FILE.json    means and ranges over the seeds, for the page`

const CLASSES = 10
const MOST = 100_000

export interface AdversarySettings {
  readonly rates: readonly number[]
  readonly rate: number
  readonly steps: number
  readonly every: number
  readonly opponent: number
  readonly batch: number
  readonly samples: number
  readonly units: number
  readonly epochs: number
  readonly from: string | null
}

export interface AdversaryOptions {
  readonly settings: AdversarySettings
  readonly seeds: readonly number[]
  readonly name: string
  readonly out: string | null
}

/** @throws UsageError */
export function parseAdversaryOptions(args: readonly string[]): AdversaryOptions {
  const values = parseCommandLine(args)
  const whole = (option: 'steps' | 'every' | 'opponent' | 'batch' | 'samples' | 'units' | 'epochs', most = MOST) =>
    numberIn(option, values[option], { min: 1, max: most })
  const [batch, samples] = [whole('batch'), whole('samples')]
  for (const [option, number] of Object.entries({ batch, samples })) {
    // A class alone in its batch has no others to be compared with.
    if (number % CLASSES !== 0 || number < 2 * CLASSES)
      throw new UsageError(`--${option} ${number}: allowed are multiples of 10 from 20 on`)
  }
  return {
    settings: {
      rates: values.rates.split(',').map((rate) => numberIn('rates', rate, trainingRanges.learningRate, false)),
      rate: numberIn('rate', values.rate, trainingRanges.learningRate, false),
      steps: whole('steps'),
      every: whole('every'),
      opponent: whole('opponent'),
      batch,
      samples,
      units: whole('units', 1024),
      epochs: whole('epochs'),
      from: values.from ?? null,
    },
    seeds: values.seeds.split(',').map((seed) => numberIn('seeds', seed, trainingRanges.seed)),
    name: runName(values.name),
    out: values.out ?? null,
  }
}

function parseCommandLine(args: readonly string[]) {
  const text = { type: 'string' } as const
  const or = (value: string) => ({ ...text, default: value })
  return readArguments(
    () =>
      parseArgs({
        args: [...args],
        options: {
          seeds: or('1,2,3'),
          rates: or('3e-5,3e-4'),
          rate: or('1e-3'),
          steps: or('300'),
          every: or('50'),
          opponent: or('300'),
          batch: or('100'),
          samples: or('500'),
          units: or('128'),
          epochs: or('10'),
          from: text,
          name: or('adversary'),
          out: text,
        },
      }).values,
  )
}
