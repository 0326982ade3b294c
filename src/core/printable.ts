import { clip } from './gatelight-error'

/** Longest name of a file or a set that is shown; the rest of a longer one says nothing to anybody. */
const MOST_NAME = 60

/** A name from outside that cannot disturb the text around it: no control or direction characters, one line, not endless. */
export function printable(name: string): string {
  return printableUpTo(name, MOST_NAME)
}

/** The same for names that may be of another length. @param most  characters */
export function printableUpTo(name: string, most: number): string {
  return clip(name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim(), most) || '?'
}
