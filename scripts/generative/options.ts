import type { RunSettings } from '../../src/nn/spec/training'
import { numberIn, runName, runOptions } from '../train/command-line'
import { UsageError } from '../train/usage-error'

/** What the command lines of trainings of networks that make something have in common. */

export type GenerativeSettings = Pick<RunSettings, 'epochs' | 'batchSize' | 'seed' | 'schedule' | 'optimizer'>

export interface GenerativeOptions<Preset, Settings = GenerativeSettings> {
  readonly preset: Preset
  readonly name: string
  readonly limit: number | null
  readonly settings: Settings
  /** Where the run is kept. */
  readonly folder: string
  readonly out: string
  readonly resume: boolean
  readonly from: string | null
}

const text = { type: 'string' } as const
/** For `parseArgs`. */
export const GENERATIVE_OPTIONS = {
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

type Values = Readonly<Partial<Record<Exclude<keyof typeof GENERATIVE_OPTIONS, 'resume'>, string>>> & { readonly resume?: boolean }

/** What is not said is the preset's. @throws UsageError */
export function generativeOptions<Preset extends { readonly name: string; readonly training: GenerativeSettings }>(
  values: Values,
  presets: Readonly<Record<string, Preset>>,
): GenerativeOptions<Preset> {
  const preset = Object.values(presets).find(({ name }) => name === values.preset)
  if (preset === undefined) throw new UsageError(`--preset ${values.preset}: allowed are ${Object.keys(presets).join(', ')}`)
  const name = runName(values.name ?? preset.name)
  const folder = values.folder ?? '.runs'
  return {
    preset,
    name,
    limit: values.limit === undefined ? null : numberIn('limit', values.limit, { min: 1, max: 1e7 }),
    settings: { ...runOptions(values, preset.training), optimizer: preset.training.optimizer },
    folder,
    out: values.out ?? `${folder}/${name}.model.safetensors`,
    resume: values.resume ?? false,
    from: values.from ?? null,
  }
}
