import type { Language } from '../../../state/app-state'
import { useAppStore } from '../store'
import { type Format, formatFor } from '../format'
import { en, type Messages } from './en'
import { zh } from './zh'

const DICTIONARIES: Record<Language, Messages> = { en, zh }

export type { Messages }

/** For code outside components, such as a subscription. */
export function messagesFor(language: Language): Messages {
  return DICTIONARIES[language]
}

/** The page's words in the visitor's language. */
export function useMessages(): Messages {
  return messagesFor(useAppStore((state) => state.view.language))
}

/** Numbers in the visitor's language. */
export function useFormat(): Format {
  return formatFor(useAppStore((state) => state.view.language))
}
