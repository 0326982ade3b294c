import { parseArgs } from 'node:util'
import { scheduleKinds } from '../../src/nn/spec/schedules'
import { findRowsPreset, rowsPresets, type RowsPreset } from '../../src/nn/spec/rows/rows-presets'
import type { RowsSettings } from '../../src/nn/spec/rows/rows-training'
import { numberIn, repeated, runName, runOptions } from '../train/command-line'
import { UsageError } from '../train/usage-error'

export interface RowsTrainOptions {
  readonly preset: RowsPreset
  readonly name: string
  readonly limit: number | null
  readonly settings: RowsSettings
  readonly folder: string
  readonly out: string
  readonly resume: boolean
  readonly from: string | null
}

export const ROWS_USAGE = `npm run train -- --preset ${Object.keys(rowsPresets).join('|')} [options]     a network that draws row by row, in Node on the CPU engine

  --epochs N             passes over the training set (the preset's)
  --batch N              pictures per step (the preset's)
  --learning-rate X      the highest one of the run (the preset's)
  --schedule KIND        ${scheduleKinds.join(', ')} (the preset's)
  --warmup N             steps in which the learning rate climbs (the preset's)
  --seed N               of the first weights, of the order, and of which pixels are black (the preset's)
  --limit N              use no more than N training pictures; the last 5,000 of MNIST's 60,000 choose the epoch that is kept
  --name NAME            name of the files (the preset's)
  --folder DIR           where the run is kept (.runs)
  --out FILE             where the best epoch's network goes (DIR/NAME.model.safetensors)
  --from FILE            train on from this network's weights
  --resume               go on from DIR/NAME.safetensors, with the same options as before`

const text = { type: 'string' } as const
const OPTIONS = {
  preset: text,
  epochs: text,
  batch: text,
  'learning-rate': text,
  schedule: text,
  warmup: text,
  seed: text,
  limit: text,
  name: text,
  folder: text,
  out: text,
  from: text,
  resume: { type: 'boolean' },
} as const

/** @throws UsageError */
export function parseRowsOptions(args: readonly string[]): RowsTrainOptions {
  const { values } = parseCommandLine(args)
  const preset = findRowsPreset(values.preset ?? '')
  if (preset === null) throw new UsageError(`--preset ${values.preset}: allowed are ${Object.keys(rowsPresets).join(', ')}`)
  const name = runName(values.name ?? preset.name)
  const folder = values.folder ?? '.runs'
  const { training } = preset
  return {
    preset,
    name,
    limit: values.limit === undefined ? null : numberIn('limit', values.limit, { min: 1, max: 1e7 }),
    settings: { ...runOptions(values, training), optimizer: training.optimizer },
    folder,
    out: values.out ?? `${folder}/${name}.model.safetensors`,
    resume: values.resume ?? false,
    from: values.from ?? null,
  }
}

/** The command line without names of files, and that it was resumed. @throws UsageError */
export function repeatableRowsCommand(args: readonly string[]): string {
  const { tokens, values } = parseCommandLine(args)
  return repeated(
    values.preset ?? '',
    tokens.filter((token) => token.kind !== 'option' || token.name !== 'folder'),
  )
}

function parseCommandLine(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, tokens: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
