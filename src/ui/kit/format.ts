import type { Language } from '../../state/app-state'

/** Numbers as people of a language read them; one instance per language. `Intl` objects are slow to build: each is made once, when it is first needed. */
export interface Format {
  /** 60,000 */
  integer(value: number): string
  /** 1.2k or 1.2万 */
  compact(value: number): string
  /** With all of its digits, as one could type it: 1,024 or 0.00025 or 1e-6. */
  typed(value: number): string
  /** A fixed number of digits after the point; −0.53 with a true minus sign. */
  decimal(value: number, digits?: number): string
  /** 0.0005, 2.5e-5: as many digits as the number needs, three significant. */
  significant(value: number): string
  /** @param fraction 0 … 1; 0.982 gives 98.2% */
  percent(fraction: number, digits?: number): string
  /** A probability in percent: what is not certain never reads 100%. 0.99999 gives >99.9% */
  probability(fraction: number): string
  /** 9.9 MB */
  bytes(count: number): string
  /** A time, coarse: 0.8 sec, 45 sec, 3 min 20 sec, 1 hr 5 min. */
  duration(seconds: number): string
  /** Nov 29, 9:41 AM, where the visitor is. */
  date(milliseconds: number): string
}

const LOCALES: Record<Language, string> = { en: 'en', zh: 'zh-Hans' }

/** Of shorter times tenths are told, seconds. */
const BRIEF = 9.95

const cache = new Map<Language, Format>()

export function formatFor(language: Language): Format {
  let format = cache.get(language)
  if (!format) {
    format = createFormat(LOCALES[language])
    cache.set(language, format)
  }
  return format
}

function createFormat(locale: string): Format {
  const integer = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }))
  const typed = once(() => new Intl.NumberFormat(locale, { maximumSignificantDigits: 12 }))
  const compact = once(() => new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 }))
  const significant = once(() => new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }))
  const decimals = memoize((digits) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }))
  const percents = memoize(
    (digits) => new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )
  const dates = once(() => new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' }))
  const units = new Map<string, Intl.NumberFormat>()
  const unit = (value: number, name: string, digits = 0) => {
    const key = `${name}:${digits}`
    let format = units.get(key)
    if (!format) {
      format = new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits })
      units.set(key, format)
    }
    return format.format(value)
  }
  return {
    integer: (value) => integer().format(value),
    compact: (value) => compact().format(value),
    typed: (value) => (value !== 0 && Math.abs(value) < 1e-5 ? value.toExponential() : trueMinus(typed().format(value))),
    decimal: (value, digits = 2) => trueMinus(decimals(digits).format(value)),
    significant: (value) =>
      value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential(2).replace(/\.?0+e/, 'e') : trueMinus(significant().format(value)),
    percent: (fraction, digits = 1) => percents(digits).format(fraction),
    probability: (fraction) => (fraction < 1 && fraction > 0.9995 ? `>${percents(1).format(0.999)}` : percents(1).format(fraction)),
    bytes: (count) => {
      if (count < 1000) return `${integer().format(count)} B`
      return count < 1e6 ? unit(count / 1e3, 'kilobyte') : unit(count / 1e6, 'megabyte', 1)
    },
    duration: (seconds) => {
      if (seconds < BRIEF) return unit(Math.max(0, seconds), 'second', 1)
      const whole = Math.round(seconds)
      if (whole < 60) return unit(whole, 'second')
      if (whole < 3600) return joined(unit(Math.floor(whole / 60), 'minute'), whole % 60, unit(whole % 60, 'second'))
      const minutes = Math.round((whole % 3600) / 60)
      return joined(unit(Math.floor(whole / 3600), 'hour'), minutes, unit(minutes, 'minute'))
    },
    date: (milliseconds) => dates().format(milliseconds),
  }
}

function joined(large: string, smallValue: number, small: string): string {
  return smallValue === 0 ? large : `${large} ${small}`
}

/** Hyphen to minus, which is as wide as a digit; and no negative zero. */
function trueMinus(text: string): string {
  if (!text.startsWith('-')) return text
  return /[1-9]/.test(text) ? `−${text.slice(1)}` : text.slice(1)
}

function once<T>(make: () => T): () => T {
  const made = memoize(make)
  return () => made(0)
}

function memoize<T>(make: (digits: number) => T): (digits: number) => T {
  const made = new Map<number, T>()
  return (digits) => {
    let value = made.get(digits)
    if (value === undefined) {
      value = make(digits)
      made.set(digits, value)
    }
    return value
  }
}
