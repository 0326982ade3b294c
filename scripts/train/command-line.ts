import { scheduleKinds, type LearningRateSchedule } from '../../src/nn/spec/schedules'
import { trainingRanges } from '../../src/nn/spec/training'
import { UsageError } from './usage-error'

/** What the command lines of trainings have in common. */

/** @throws UsageError */
export function numberIn(option: string, value: string | number, { min, max }: { min: number; max: number }, isWhole = true): number {
  const number = Number(value)
  const isFine = value !== '' && number >= min && number <= max && (!isWhole || Number.isInteger(number))
  if (!isFine) throw new UsageError(`--${option} ${value}: allowed are ${isWhole ? 'whole ' : ''}numbers ${min} … ${max}`)
  return number
}

/** @throws UsageError */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value)
  if (found === undefined) throw new UsageError(`--${option} ${value}: allowed are ${allowed.join(', ')}`)
  return found
}

/** `blur=1,noise=0.5`: the strengths that are named, in place of those before. @throws UsageError */
export function strengthsIn<K extends string>(
  option: string,
  list: string,
  before: Readonly<Record<K, number>>,
  ranges: Readonly<Record<K, { readonly min: number; readonly max: number }>>,
  kinds: readonly K[],
): Record<K, number> {
  const strengths: Record<K, number> = { ...before }
  for (const part of list.split(',')) {
    const [name = '', value = ''] = part.split(/=(.*)/)
    const kind = oneOf(option, name, kinds)
    strengths[kind] = numberIn(`${option} ${kind}`, value, ranges[kind], false)
  }
  return strengths
}

/** Epochs, batch, seed and schedule; what is not said is the preset's. @throws UsageError */
export function runOptions(
  values: Readonly<Partial<Record<'epochs' | 'batch' | 'seed' | 'schedule' | 'learning-rate' | 'warmup', string>>>,
  preset: { readonly epochs: number; readonly batchSize: number; readonly seed: number; readonly schedule: LearningRateSchedule },
) {
  const { schedule } = preset
  return {
    epochs: numberIn('epochs', values.epochs ?? preset.epochs, trainingRanges.epochs),
    batchSize: numberIn('batch', values.batch ?? preset.batchSize, trainingRanges.batchSize),
    seed: numberIn('seed', values.seed ?? preset.seed, trainingRanges.seed),
    schedule: {
      kind: oneOf('schedule', values.schedule ?? schedule.kind, scheduleKinds),
      learningRate: numberIn('learning-rate', values['learning-rate'] ?? schedule.learningRate, trainingRanges.learningRate, false),
      warmup: numberIn('warmup', values.warmup ?? schedule.warmup, trainingRanges.warmup),
      changes: [],
    },
  }
}

/** What `--preset` names on a command line, whatever else stands there; empty where nothing does. */
export function presetNamed(args: readonly string[]): string {
  const place = args.findIndex((argument) => argument === '--preset' || argument.startsWith('--preset='))
  if (place < 0) return ''
  return args[place]!.startsWith('--preset=') ? args[place]!.slice('--preset='.length) : (args[place + 1] ?? '')
}

/** Names the files in `.runs/`. @throws UsageError */
export function runName(name: string): string {
  if (!/^[\w.-]+$/.test(name)) throw new UsageError(`--name ${name}: letters, digits, dots and dashes only`)
  return name
}

/** A token of `parseArgs`. */
interface Token {
  readonly kind: string
  readonly name?: string
  readonly value?: string | undefined
}

/** A command line without what changes nothing in the model: names of files, and that it was resumed. */
export function repeated(preset: string, tokens: readonly Token[]): string {
  const kept = tokens.flatMap(({ kind, name = '', value }) => {
    if (kind !== 'option' || ['preset', 'name', 'folder', 'out', 'resume'].includes(name)) return []
    return [`--${name}`, ...(value === undefined ? [] : [value])]
  })
  return ['npm run train -- --preset', preset, ...kept].join(' ')
}
