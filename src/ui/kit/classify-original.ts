/** What kind of thing a browser speaks of in its own words: both languages have a clause for each. */
export type OriginalKind =
  | 'memory'
  | 'storage'
  | 'file'
  | 'aborted'
  | 'timeout'
  | 'forbidden'
  | 'unsupported'
  | 'clone'
  | 'wasm'
  | 'gpu'
  | 'page'
  | 'other'

/** The first that fits. */
const PATTERNS: readonly (readonly [RegExp, OriginalKind])[] = [
  [/memory|allocation failed|invalid array length/i, 'memory'],
  [/quota/i, 'storage'],
  [/NetworkError|failed to fetch|load failed|imported module|importing a module/i, 'file'],
  [/AbortError|aborted/i, 'aborted'],
  [/TimeoutError|timed out/i, 'timeout'],
  [/SecurityError|NotAllowedError|Content Security Policy/i, 'forbidden'],
  [/NotSupportedError/, 'unsupported'],
  [/DataCloneError/, 'clone'],
  [/CompileError|LinkError|RuntimeError/, 'wasm'],
  [/OperationError|GPU|device|driver/i, 'gpu'],
  [/TypeError|ReferenceError|SyntaxError|RangeError/, 'page'],
]

export function classifyOriginal(original: string): OriginalKind {
  return PATTERNS.find(([pattern]) => pattern.test(original))?.[1] ?? 'other'
}
