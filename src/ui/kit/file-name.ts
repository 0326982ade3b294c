import { printable } from '../../core/printable'

/** Signs that some system does not take in a file's name, and spaces. */
const FORBIDDEN = /[\\/:*?"<>|\s]+/g

/** A name for a file that every system takes. @param words  what the file holds @param ending  without its point */
export function fileName(words: readonly string[], ending: string): string {
  const parts = words.map((word) =>
    printable(word)
      .replace(FORBIDDEN, '-')
      .replace(/^[.-]+|[.-]+$/g, ''),
  )
  return `${parts.filter((part) => part !== '').join('-') || 'gatelight'}.${ending}`
}
