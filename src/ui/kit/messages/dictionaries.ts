import type { ErrorDetail } from '../../../core/error-details'
import { GatelightError } from '../../../core/gatelight-error'
import { loadPart } from '../../../core/load-part'
import type { Language } from '../../../state/app-state'
import type { Messages } from './en'
import type { FirstMessages } from './en/first'
import type { OtherMessages } from './en/rest'

const DICTIONARIES = new Map<Language, Messages>()
/** What the page says later on. */
const OTHERS = new Map<Language, OtherMessages>()

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
 * Fetches the words of a language that the page opens with; before that nothing can be said in it.
 *
 * @throws LanguageError when they cannot be had
 */
export async function loadFirstMessages(language: Language): Promise<void> {
  if (DICTIONARIES.has(language)) return
  const first = await load(language, async () =>
    language === 'zh' ? (await import('./zh/first')).first : (await import('./en/first')).first,
  )
  DICTIONARIES.set(language, dictionary(language, first))
}

/** Fetches all words of a language. @throws LanguageError when they cannot be had */
export async function loadMessages(language: Language): Promise<void> {
  await Promise.all([loadFirstMessages(language), loadOthers(language)])
}

/** Fetches what is missing of the languages that are spoken. @throws LanguageError when it cannot be had */
export async function completeMessages(): Promise<void> {
  await Promise.all([...DICTIONARIES.keys()].map(loadOthers))
}

/** Whether nothing of a language is missing. */
export function isComplete(language: Language): boolean {
  return DICTIONARIES.has(language) && OTHERS.has(language)
}

/** For code outside components, such as a subscription. */
export function messagesFor(language: Language): Messages {
  const messages = DICTIONARIES.get(language)
  if (!messages) throw missing(language)
  return messages
}

async function loadOthers(language: Language): Promise<void> {
  if (OTHERS.has(language)) return
  OTHERS.set(
    language,
    await load(language, async () => (language === 'zh' ? (await import('./zh/rest')).rest : (await import('./en/rest')).rest)),
  )
}

async function load<Words>(language: Language, importWords: () => Promise<Words>): Promise<Words> {
  return loadPart(importWords, (_, { cause }) => new LanguageError({ language }, { cause }))
}

/** Whole for whoever asks; what asks for words that are fetched later is itself fetched later, along with them (`part`). */
function dictionary(language: Language, first: FirstMessages): Messages {
  const others = (): OtherMessages => {
    const words = OTHERS.get(language)
    if (!words) throw missing(language)
    return words
  }
  return {
    ...first,
    get learn() {
      return others().learn
    },
    get compare() {
      return others().compare
    },
    get race() {
      return others().race
    },
    get compose() {
      return others().compose
    },
    get training() {
      return others().training
    },
    get unit() {
      return others().unit
    },
    get watch() {
      return others().watch
    },
    get write() {
      return others().write
    },
    get rows() {
      return others().rows
    },
    get writerTraining() {
      return others().writerTraining
    },
    get judge() {
      return others().judge
    },
    get errors() {
      return others().errors
    },
  }
}

function missing(language: Language): Error {
  return new Error(`The words of the language “${language}” were not loaded before`)
}
