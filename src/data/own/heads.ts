/** What files of data begin with; the page knows them by it without loading what reads them. */

/** Enough of a file's beginning to know it by. */
export { HEAD_BYTES } from '../model-kind'

/** A picture has more values than this. */
const FEWEST_COLUMNS = 17

/** Whether a file begins as a zip archive with something in it does (PKWARE's APPNOTE, 4.3.7). */
export function isZip([first, second, third, fourth]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b && third === 3 && fourth === 4
}

/** Whether a file begins as a table of pixels does: text in many columns. */
export function isCsv(head: Uint8Array): boolean {
  const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32)
  if (head.some(isControl)) return false
  const text = new TextDecoder('latin1').decode(head)
  const [line = ''] = text.replace(/^\xef\xbb\xbf/, '').split(/\r?\n/)
  // Data of other kinds have separators too.
  return !/^\s*[{[<]/.test(line) && separatorOf(line) !== null
}

/** What stands between the columns of a table; null for a line that has not enough of them. */
export function separatorOf(line: string): string | null {
  return [',', ';', '\t'].find((separator) => line.split(separator).length >= FEWEST_COLUMNS) ?? null
}
