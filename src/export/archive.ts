import { strToU8, zipSync } from 'fflate'
import type { ExportedFile } from './exported'

/** Of a zip archive, with a day to spare for time zones; a clock that is not set says 1970. */
const FIRST_DATE = new Date('1980-01-02')

/** Files as one zip archive, not compressed: weights hardly get smaller, and Keras does the same. */
export function zip(files: readonly ExportedFile[], savedAt: Date): Uint8Array<ArrayBuffer> {
  const entries = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]))
  return Uint8Array.from(zipSync(entries, { level: 0, mtime: savedAt < FIRST_DATE ? FIRST_DATE : savedAt }))
}

export function textFile(name: string, content: string): ExportedFile {
  return { name, bytes: Uint8Array.from(strToU8(content)) }
}
