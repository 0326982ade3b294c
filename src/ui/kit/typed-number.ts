/** Numbers as people type them, in whatever way they write them. */

/** What a field takes. */
export interface NumberRange {
  readonly min: number
  readonly max: number
  /** Only whole numbers are taken. */
  readonly integer: boolean
}

/** Why what was typed is not taken. */
export type NumberProblem = 'notANumber' | 'notWhole' | 'tooSmall' | 'tooLarge'

export type TypedNumber = { readonly value: number } | { readonly problem: NumberProblem }

/** Characters that stand for others; full-width and half-width forms are turned by Unicode itself (NFKC). */
const SAME: readonly (readonly [from: RegExp, to: string])[] = [
  // What a Chinese keyboard types where a point is meant.
  [/。/g, '.'],
  [/、/g, ','],
  // Minus and dashes.
  [/[−–—]/g, '-'],
]

const SIGN = '[+-]?'
const EXPONENT = '(?:e[+-]?\\d+)?'
/** 1 024, 1'024, 1_024: signs that only ever stand between groups. */
const GROUPING = /(?<=\d)[\s'’_](?=\d{3}(?!\d))/g

const PLAIN = new RegExp(`^${SIGN}(?:\\d+\\.?\\d*|\\.\\d+)${EXPONENT}$`, 'i')
const COMMA_GROUPS = new RegExp(`^${SIGN}[1-9]\\d{0,2}(?:,\\d{3})+(?:\\.\\d*)?${EXPONENT}$`, 'i')
const POINT_GROUPS = new RegExp(`^${SIGN}[1-9]\\d{0,2}(?:(?:\\.\\d{3}){2,}(?:,\\d*)?|(?:\\.\\d{3})+,\\d*)${EXPONENT}$`, 'i')
const DECIMAL_COMMA = new RegExp(`^${SIGN}(?:\\d+,\\d*|,\\d+)${EXPONENT}$`, 'i')

/**
 * The number that a text says, NaN for what says none.
 *
 * Groups of three may be parted by commas, spaces of any width, apostrophes or underscores. One comma is a decimal one, unless exactly three digits follow
 * it and one to three that do not begin with 0 precede it: 1,024 is a thousand and twenty-four, 0,001 a thousandth, 1,5 one and a half. One point is
 * always decimal; where points and commas both occur the last kind is decimal. A percent sign divides by a hundred. Full-width signs are like the narrow.
 */
export function parseNumber(text: string): number {
  const typed = SAME.reduce((result, [from, to]) => result.replace(from, to), text.normalize('NFKC')).trim()
  const isPercent = /\s*%$/.test(typed)
  const plain = toPlain(typed.replace(/\s*%$/, '').replace(GROUPING, ''))
  if (plain === null || !PLAIN.test(plain)) return Number.NaN
  return isPercent ? percentOf(plain) : Number(plain)
}

/** With a decimal point and without groups; null where its commas and points make no sense. */
function toPlain(text: string): string | null {
  if (COMMA_GROUPS.test(text)) return text.replaceAll(',', '')
  if (POINT_GROUPS.test(text)) return text.replaceAll('.', '').replace(',', '.')
  if (DECIMAL_COMMA.test(text)) return text.replace(',', '.')
  return text.includes(',') ? null : text
}

/** 0.7 % is 0.007 and not 0.006999…: the exponent is shifted, not the value divided. */
function percentOf(plain: string): number {
  const [digits = '', exponent = '0'] = plain.toLowerCase().split('e')
  return Number(`${digits}e${Number(exponent) - 2}`)
}

/** What a field makes of a text. Nothing is rounded or brought into range: what is not taken is told. */
export function takeNumber(text: string, { min, max, integer }: NumberRange): TypedNumber {
  const value = parseNumber(text)
  if (Number.isNaN(value)) return { problem: 'notANumber' }
  if (value < min) return { problem: 'tooSmall' }
  if (value > max) return { problem: 'tooLarge' }
  if (integer && !Number.isInteger(value)) return { problem: 'notWhole' }
  return { value }
}

/** The number that an arrow key leads to, kept in range: whoever steps wants to arrive at the end. */
export function stepNumber(from: number, direction: 1 | -1, step: number | 'double', { min, max, integer }: NumberRange): number {
  const next = step === 'double' ? from * 2 ** direction : roundOff(from + direction * step)
  return Math.min(max, Math.max(min, integer ? Math.round(next) : next))
}

/** 0.1 + 0.2 is 0.3 to a reader. */
function roundOff(value: number): number {
  return Number(value.toPrecision(12))
}
