import { clip } from './gatelight-error'

/** Longest name of a file or a set that is shown; the rest of a longer one says nothing to anybody. */
const MOST_NAME = 60

/** A name from outside that cannot disturb the text around it: no control or direction characters, one line, not endless. @param most  characters */
export function printable(name: string, most = MOST_NAME): string {
  return clip(name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim(), most) || '?'
}
