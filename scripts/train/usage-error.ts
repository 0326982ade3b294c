/** A command line that makes no sense; the message says which option, what came and what is allowed. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
