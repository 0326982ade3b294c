/** A command line that makes no sense; the message says which option, what came and what is allowed. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Reads a command line by `parseArgs`, whose complaints become ours. @throws UsageError */
export function readArguments<Parsed>(read: () => Parsed): Parsed {
  try {
    return read()
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(error instanceof Error ? error.message : String(error))
  }
}
