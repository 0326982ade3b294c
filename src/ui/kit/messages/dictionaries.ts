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

/**
 * Whole for whoever asks; what asks for words that are fetched later is itself fetched later, along with them (`part`). Areas that say some words at first
 * and others later are joined.
 */
function dictionary(language: Language, first: FirstMessages): Messages {
  const others = (): OtherMessages => {
    const words = OTHERS.get(language)
    if (!words) throw missing(language)
    return words
  }
  const { shell, pad, reading, surgery, lens, link, saving, hand } = first
  const areas = {
    ...first,
    shell: joined(
      {
        ...shell,
        model: joined(shell.model, () => others().shell.model),
        data: joined(shell.data, () => others().shell.data),
        engine: joined(shell.engine, () => others().shell.engine),
        storage: joined(shell.storage, () => others().shell.storage),
        code: joined(shell.code, () => others().shell.code),
      },
      () => others().shell,
    ),
    pad: { ...pad, shelf: joined(pad.shelf, () => others().pad.shelf) },
    reading: joined(reading, () => others().reading),
    surgery: joined(surgery, () => others().surgery),
    lens: joined(lens, () => others().lens),
    link: joined(link, () => others().link),
    saving: joined(saving, () => others().saving),
    hand: joined(hand, () => others().hand),
  }
  return joined(areas, others)
}

/** Words of which those that are not there at first are looked up when they are wanted. */
function joined<First extends object, Later extends object>(first: First, later: () => Later): First & Later
function joined(first: object, later: () => object): object {
  return new Proxy(first, {
    get: (_, name): unknown => Reflect.get(typeof name === 'symbol' || name in first ? first : later(), name),
  })
}

function missing(language: Language): Error {
  return new Error(`The words of the language “${language}” were not loaded before`)
}
