/** What a keyboard event says of its key. */
export interface PressedKey {
  readonly key: string
  readonly code: string
}

/** What a key types, in letters that a shortcut can't be written in. */
const LETTERS = /^[\p{L}\p{M}\p{Nd}]+$/u
const LATIN = /[\p{Script=Latin}0-9]/u

/** What stands at a key's place on an American keyboard, where that is no letter and no digit. */
const SIGNS: Readonly<Record<string, string>> = { BracketLeft: '[', BracketRight: ']' }

/**
 * The key of a shortcut, a letter in lower case: what it types or, where its layout types Cyrillic, Greek, Hebrew, Arabic or any other letters but
 * Latin ones, what stands at its place on an American keyboard.
 */
export function latinKey({ key, code }: PressedKey): string {
  if (!LETTERS.test(key) || LATIN.test(key)) return key.length === 1 ? key.toLowerCase() : key
  const [, place] = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code) ?? []
  return place?.toLowerCase() ?? SIGNS[code] ?? key
}
