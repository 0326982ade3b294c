import { useAppStore } from '../store'
import { type Format, formatFor } from '../format'
import { messagesFor } from './dictionaries'
import type { Messages } from './en'

export { messagesFor }
export type { Messages }

/** The page's words in the visitor's language. */
export function useMessages(): Messages {
  return messagesFor(useAppStore((state) => state.view.language))
}

/** Numbers in the visitor's language. */
export function useFormat(): Format {
  return formatFor(useAppStore((state) => state.view.language))
}
