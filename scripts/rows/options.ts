import { parseArgs } from 'node:util'
import { scheduleKinds } from '../../src/nn/spec/schedules'
import { rowsPresets, type RowsPreset } from '../../src/nn/spec/rows/rows-presets'
import { GENERATIVE_OPTIONS, generativeOptions, type GenerativeOptions } from '../generative/options'
import { repeated } from '../train/command-line'
import { readArguments } from '../train/usage-error'

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

/** @throws UsageError */
export function parseRowsOptions(args: readonly string[]): GenerativeOptions<RowsPreset> {
  return generativeOptions<RowsPreset>(parseCommandLine(args).values, rowsPresets)
}

/** The command line without names of files, and that it was resumed. @throws UsageError */
export function repeatableRowsCommand(args: readonly string[]): string {
  const { tokens, values } = parseCommandLine(args)
  return repeated(values.preset ?? '', tokens)
}

function parseCommandLine(args: readonly string[]) {
  return readArguments(() => parseArgs({ args: [...args], options: GENERATIVE_OPTIONS, tokens: true }))
}
