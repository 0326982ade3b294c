import type { Language, ThemeChoice } from '../page-state'

/** What the address of a page that stands inside another says before its `#`: `?embed=reading&lang=zh&theme=dark&digit=7`. Read before all other scripts too. */

/** `pad`: pad and answer; `reading`: digit, maps, time control and answer. */
export type EmbedForm = 'pad' | 'reading'

export interface EmbedSettings {
  readonly form: EmbedForm
  /** Null for the browser's. */
  readonly language: Language | null
  /** Null for the system's. */
  readonly theme: Exclude<ThemeChoice, 'system'> | null
  /** What the pad begins with; null for the first sample. */
  readonly digit: number | null
  readonly refused: readonly EmbedRefusal[]
}

/** A value that makes no sense; the page is as without it. */
export interface EmbedRefusal {
  readonly parameter: string
  readonly asked: string
  readonly choices: readonly string[]
}

const forms: readonly EmbedForm[] = ['pad', 'reading']
const languages: readonly Language[] = ['en', 'zh']
const themes = ['light', 'dark'] as const
const digits = Array.from({ length: 10 }, (_, digit) => String(digit))

/** @param search with its `?` @returns null for a page that stands alone */
export function readEmbed(search: string): EmbedSettings | null {
  const said = new URLSearchParams(search)
  if (!said.has('embed')) return null
  const refused: EmbedRefusal[] = []
  const oneOf = <Choice extends string>(
    parameter: string,
    choices: readonly Choice[],
    simplify = (text: string) => text,
  ): Choice | null => {
    const asked = said.get(parameter) ?? ''
    if (asked === '') return null
    const found = choices.find((choice) => choice === simplify(asked)) ?? null
    if (found === null) refused.push({ parameter, asked, choices })
    return found
  }
  const form = oneOf('embed', forms) ?? 'pad'
  // As HTML writes languages: zh-Hans, en-GB.
  const language = oneOf('lang', languages, (text) => text.toLowerCase().split('-')[0] ?? '')
  const theme = oneOf('theme', themes)
  const digit = oneOf('digit', digits)
  return { form, language, theme, digit: digit === null ? null : Number(digit), refused }
}
