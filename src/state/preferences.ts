import { choice, integer, isRecord, nullable, record, text, within, type Decoder } from '../core/decode'
import { decodeAugmentation } from '../nn/spec/augmentation'
import { decodeRunSettings, defaultRunSettings } from '../nn/spec/training'
import type { EngineSpeeds } from '../worker/protocol'
import type { Language, ThemeChoice, TrainingOptions } from './app-state'

/** What the page remembers between visits. */
export interface Preferences {
  readonly theme: ThemeChoice
  readonly language: Language
  readonly options: TrainingOptions
  /** Of both engines, where they were measured on this machine. */
  readonly speeds: EngineSpeeds | null
  /** Where the guided reading was left; 0 before it began. */
  readonly tourStop: number
}

/** The part of `Storage` that is needed; a full or forbidden one may throw from any call. */
export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem'>

const KEY = 'gatelight/preferences'

const theme = choice<ThemeChoice>('system', 'light', 'dark')
const language = choice<Language>('en', 'zh')
const start = choice<TrainingOptions['start']>('fresh', 'current')

/** A tour of another version may have had more stops: whoever shows it takes the nearest. */
const tourStop = integer(0, 99)

/** Images per second; beyond this, something else was measured. */
const speed = within(0, 1e9)
const speeds = nullable<EngineSpeeds>(record({ adapter: text, cpu: speed, webgpu: speed }))

/**
 * Reads what was kept; every part that is missing or makes no sense takes its default, and the others stay.
 *
 * @param languages of the visitor, best first, as browsers give them
 */
export function readPreferences(storage: PreferenceStorage | null, languages: readonly string[]): Preferences {
  const kept = readJson(storage)
  const options = isRecord(kept['options']) ? kept['options'] : {}
  const { augment: keptAugment, ...others } = options
  const { epochs, batchSize, learningRate, seed } = orElse(decodeRunSettings, { ...defaultRunSettings, ...others }, defaultRunSettings)
  const augment = orElse(nullable(decodeAugmentation), keptAugment ?? null, null)
  return {
    theme: orElse(theme, kept['theme'], 'system'),
    language: orElse(language, kept['language'], languages[0]?.toLowerCase().startsWith('zh') ? 'zh' : 'en'),
    options: { epochs, batchSize, learningRate, seed, start: orElse(start, options['start'], 'fresh'), ...(augment && { augment }) },
    speeds: orElse(speeds, kept['speeds'], null),
    tourStop: orElse(tourStop, kept['tourStop'], 0),
  }
}

/** Keeps the preferences if the browser lets it; a page without a memory works all the same. */
export function keepPreferences(storage: PreferenceStorage | null, preferences: Preferences): void {
  try {
    storage?.setItem(KEY, JSON.stringify(preferences))
  } catch {
    // Full or forbidden: the choice holds until the page is closed.
  }
}

function readJson(storage: PreferenceStorage | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}')
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

function orElse<T>(decode: Decoder<T>, value: unknown, fallback: T): T {
  try {
    return decode(value, KEY)
  } catch {
    return fallback
  }
}
