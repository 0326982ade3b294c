/**
 * The base of every error this project throws on purpose.
 *
 * `code` says what happened and `detail` with which names and numbers; both survive a structured clone, which class identity does
 * not. What visitors read is made of these two in their language (`ui/kit/messages`). `message` is for consoles and tests alone.
 */
export abstract class GatelightError extends Error {
  /** A key of `errorDetails`. */
  abstract readonly code: string
  /** Codes, names and numbers; the words of other programs under the name `original` alone. */
  abstract readonly detail: object

  /** @param facts  what `message` lists behind the title; the detail, as a rule */
  constructor(title: string, facts: object = {}, options?: ErrorOptions) {
    const listed = compact(facts)
    super(clip(listed === '' ? title : `${title}: ${listed}`, MOST_MESSAGE), options)
    this.name = new.target.name
  }
}

/** Characters that a message has at most, and that it has of one text. */
const MOST_MESSAGE = 2000
const MOST_VALUE = 1000

/** Values by their names, on one line: `units 0, allowed integer (min 1, max 1024)`. */
function compact(facts: object): string {
  return Object.entries(facts)
    .map(([name, value]: [string, unknown]) => `${name} ${show(value)}`)
    .join(', ')
}

function show(value: unknown): string {
  if (typeof value !== 'object' || value === null) return clip(String(value), MOST_VALUE)
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`
  if (!('kind' in value)) return `(${compact(value)})`
  const { kind, ...rest } = value
  return Object.keys(rest).length === 0 ? String(kind) : `${String(kind)} (${compact(rest)})`
}

/** Most characters of another program's words that are kept. */
const MOST_ORIGINAL = 300

/** The words of another program, in a length that a page can show. */
export function clip(words: string, most = MOST_ORIGINAL): string {
  if (words.length <= most) return words
  // Half of a surrogate pair is no character.
  return `${words.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** What a caught value says in its own words. */
export function wordsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  // DOM exceptions often have a name (QuotaExceededError) and an empty message.
  const own = cause.message || cause.name
  // Node's fetch says why only one level below.
  return cause.cause instanceof Error ? `${own}: ${wordsOf(cause.cause)}` : own
}
