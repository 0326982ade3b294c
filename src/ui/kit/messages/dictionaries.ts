import type { ErrorDetail } from '../../../core/error-details'
import { GatelightError } from '../../../core/gatelight-error'
import { loadPart } from '../../../core/load-part'
import type { Language } from '../../../state/app-state'
import type { Messages } from './en'

const DICTIONARIES = new Map<Language, Messages>()

/** The words of a language did not come. */
export class LanguageError extends GatelightError {
  readonly code = 'language'
  constructor(
    readonly detail: ErrorDetail<'language'>,
    options?: ErrorOptions,
  ) {
    super('The words of a language could not be loaded', detail, options)
  }
}

/**
 * Fetches the words of a language; before that nothing can be said in it.
 *
 * @throws LanguageError when they cannot be had
 */
export async function loadMessages(language: Language): Promise<void> {
  if (DICTIONARIES.has(language)) return
  try {
    DICTIONARIES.set(language, await loadPart(async () => (language === 'zh' ? (await import('./zh')).zh : (await import('./en')).en)))
  } catch (cause) {
    throw new LanguageError({ language }, { cause })
  }
}

/** For code outside components, such as a subscription. */
export function messagesFor(language: Language): Messages {
  const messages = DICTIONARIES.get(language)
  if (!messages) throw new Error(`The words of the language “${language}” were not loaded before`)
  return messages
}
