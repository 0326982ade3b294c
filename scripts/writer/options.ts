import { parseArgs } from 'node:util'
import { scheduleKinds } from '../../src/nn/spec/schedules'
import {
  deformationKinds,
  deformationRanges,
  formatDeformation,
  NO_DEFORMATION,
  type StrokeDeformation,
} from '../../src/nn/spec/writing/deformation'
import { writerPresets, type WriterPreset } from '../../src/nn/spec/writing/writer-presets'
import type { WriterSettings } from '../../src/nn/spec/writing/writer-training'
import { GENERATIVE_OPTIONS, generativeOptions, type GenerativeOptions } from '../generative/options'
import { repeated, strengthsIn } from '../train/command-line'
import { parseDataOption, type DataPart } from '../train/data-option'
import { readArguments, UsageError } from '../train/usage-error'

export interface WriterOptions extends GenerativeOptions<WriterPreset, WriterSettings> {
  readonly data: readonly DataPart[]
}

export const WRITER_USAGE = `npm run train -- --preset ${Object.keys(writerPresets).join('|')} [options]     a network that writes, in Node on the CPU engine

  --epochs N             passes over the training set (the preset's)
  --batch N              drawings per step (the preset's)
  --learning-rate X      the highest one of the run (the preset's)
  --schedule KIND        ${scheduleKinds.join(', ')} (the preset's)
  --warmup N             steps in which the learning rate climbs (the preset's)
  --deform LIST          deform drawings at random (${formatDeformation(writerPresets.writer.training.deform)}), or none
  --seed N               of the first weights, of the order, and of all that is random (the preset's)
  --data SETS            writers, built-in or both, with numbers as for other presets (writers:4x,built-in:10000). Writers are
                         writers 1 to 23 of the pen digits of the folder PEN_DIGITS_DIR; 24 and 25 choose the epoch that is kept
  --limit N              use no more than N drawings of every set
  --name NAME            name of the files (the preset's)
  --folder DIR           where the run is kept (.runs)
  --out FILE             where the best epoch's network goes (DIR/NAME.model.safetensors)
  --from FILE            train on from this network's weights; one that does not read where the pen is writes as before until it learns to
  --resume               go on from DIR/NAME.safetensors, with the same options as before`

const DATA = 'writers:4x,built-in:10000'

/** @throws UsageError */
export function parseWriterOptions(args: readonly string[]): WriterOptions {
  const { values } = parseCommandLine(args)
  const options = generativeOptions<WriterPreset>(values, writerPresets)
  const deform = values.deform === undefined ? options.preset.training.deform : deformOption(values.deform)
  return { ...options, settings: { ...options.settings, deform }, data: parseSets(values.data ?? DATA) }
}

/** The command line without names of files, and that it was resumed. @throws UsageError */
export function repeatableWriterCommand(args: readonly string[]): string {
  const { tokens, values } = parseCommandLine(args)
  return repeated(values.preset ?? '', tokens)
}

function parseCommandLine(args: readonly string[]) {
  const options = { ...GENERATIVE_OPTIONS, deform: { type: 'string' }, data: { type: 'string' } } as const
  return readArguments(() => parseArgs({ args: [...args], options, tokens: true }))
}

function parseSets(value: string): readonly DataPart[] {
  const parts = parseDataOption(value)
  const pictures = parts.find(({ kind }) => kind !== 'writers' && kind !== 'built-in')
  if (pictures !== undefined) throw new UsageError(`--data ${pictures.kind}: has pictures and no strokes; allowed are writers, built-in`)
  const endless = parts.find(({ kind, train }) => kind === 'built-in' && train === undefined)
  if (endless !== undefined) throw new UsageError('--data built-in: say how many are to be made, such as built-in:20000')
  return parts
}

function deformOption(value: string): StrokeDeformation {
  return value === 'none' ? NO_DEFORMATION : strengthsIn('deform', value, NO_DEFORMATION, deformationRanges, deformationKinds)
}
