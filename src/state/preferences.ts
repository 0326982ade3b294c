import { choice, integer, isRecord, nullable, record, text, within, type Decoder } from '../core/decode'
import { forEveryKind } from '../nn/engine-kinds'
import { decodeAugmentation } from '../nn/spec/augmentation'
import { decodeRunSettings, defaultRunSettings, type RunSettings } from '../nn/spec/training'
import type { EngineSpeeds } from '../worker/protocol'
import { PREFERENCES_KEY } from './preferences-key'
import type { AxisScale, CurvesView, Language, ThemeChoice, TrainingStart } from './app-state'

/** What the page remembers between visits. */
export interface Preferences {
  readonly theme: ThemeChoice
  readonly language: Language
  readonly curves: CurvesView
  readonly settings: RunSettings
  readonly start: TrainingStart
  /** Of every engine, where they were measured on this machine. */
  readonly speeds: EngineSpeeds | null
  /** Where the guided reading was left; 0 before it began. */
  readonly tourStop: number
  /** Title of the visitor's own data that were taken last: they are in the browser's storage. */
  readonly own: string | null
}

/** The part of `Storage` that is needed; a full or forbidden one may throw from any call. */
export type PreferenceStorage = Pick<Storage, 'getItem' | 'setItem'>

const theme = choice<ThemeChoice>('system', 'light', 'dark')
const language = choice<Language>('en', 'zh')
const smoothing = choice<CurvesView['smoothing']>('none', 'short', 'long')
const scale = choice<AxisScale>('linear', 'log')
const start = choice<TrainingStart>('fresh', 'current')

/** A tour of another version may have had more stops: the page shows the nearest. */
const tourStop = integer(0, 99)

/** Images per second; beyond this, something else was measured. */
const speed = within(0, 1e9)
const speeds = nullable<EngineSpeeds>(record({ adapter: text, ...forEveryKind(() => speed) }))

/**
 * Reads what was kept; every part that is missing or makes no sense takes its default, and the others stay.
 *
 * @param languages of the visitor, best first, as browsers give them
 */
export function readPreferences(storage: PreferenceStorage | null, languages: readonly string[]): Preferences {
  const kept = readJson(storage)
  // Earlier versions of the page kept settings and start together, and the learning rate beside the other settings.
  const before = recordOr(kept['options'])
  return {
    theme: orElse(theme, kept['theme'], 'system'),
    language: orElse(language, kept['language'], languages[0]?.toLowerCase().startsWith('zh') ? 'zh' : 'en'),
    curves: readCurves(recordOr(kept['curves'])),
    settings: readSettings(recordOr(kept['settings'] ?? before)),
    start: orElse(start, kept['start'] ?? before['start'], 'fresh'),
    speeds: orElse(speeds, kept['speeds'], null),
    tourStop: orElse(tourStop, kept['tourStop'], 0),
    own: orElse(nullable(text), kept['own'], null),
  }
}

function readCurves(kept: Readonly<Record<string, unknown>>): CurvesView {
  return { smoothing: orElse(smoothing, kept['smoothing'], 'short'), scale: orElse(scale, kept['scale'], 'linear') }
}

/** Of the settings, those that every model has: the others are the preset's. */
function readSettings(kept: Readonly<Record<string, unknown>>): RunSettings {
  const { epochs, batchSize, seed, schedule } = defaultRunSettings
  const learningRate = recordOr(kept['schedule'])['learningRate'] ?? kept['learningRate'] ?? schedule.learningRate
  const asked = { epochs, batchSize, seed, ...pick(kept, ['epochs', 'batchSize', 'seed']), schedule: { ...schedule, learningRate } }
  const settings = orElse(decodeRunSettings, asked, defaultRunSettings)
  return { ...settings, augment: orElse(decodeAugmentation, kept['augment'], settings.augment) }
}

function pick(kept: Readonly<Record<string, unknown>>, names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(names.filter((name) => kept[name] !== undefined).map((name) => [name, kept[name]]))
}

function recordOr(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {}
}

/**
 * Keeps what has changed, if the browser lets it; a page without a memory works all the same. What another tab has changed meanwhile stays:
 * nothing is written but the choices made here.
 */
export function keepPreferences(storage: PreferenceStorage | null, before: Preferences, now: Preferences): void {
  try {
    const kept = readJson(storage)
    const { settings: settingsBefore, ...othersBefore } = before
    const { settings, ...others } = now
    const changes = changedFields(othersBefore, others)
    const changedSettings = changedFields(settingsBefore, settings)
    if (Object.keys({ ...changes, ...changedSettings }).length === 0) return
    // What an earlier version has kept in its own way is written anew as a whole.
    const all = kept['settings'] === undefined ? settings : { ...recordOr(kept['settings']), ...changedSettings }
    const next = { ...kept, ...changes, ...(Object.keys(changedSettings).length > 0 && { settings: all }) }
    storage?.setItem(PREFERENCES_KEY, JSON.stringify(next))
  } catch {
    // Full or forbidden: the choice holds until the page is closed.
  }
}

/** The fields that are not what they were. */
function changedFields(before: object, now: object): Readonly<Record<string, unknown>> {
  const values = new Map<string, unknown>(Object.entries(before))
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(values.get(name))))
}

function readJson(storage: PreferenceStorage | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(storage?.getItem(PREFERENCES_KEY) ?? '{}')
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

function orElse<T>(decode: Decoder<T>, value: unknown, fallback: T): T {
  try {
    return decode(value, PREFERENCES_KEY)
  } catch {
    return fallback
  }
}
