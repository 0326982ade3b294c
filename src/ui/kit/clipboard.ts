import { withinLimit } from '../../core/within-limit'

/** A browser that asks the visitor first waits as long for the answer. */
const LIMIT_MS = 10_000

/** @returns whether the text is on the clipboard; over plain http, and where the visitor forbids it, browsers refuse */
export async function copyText(text: string): Promise<boolean> {
  // Over plain http there is no clipboard, whatever the type says.
  if (!('clipboard' in navigator)) return false
  try {
    await withinLimit(navigator.clipboard.writeText(text), LIMIT_MS, () => new DOMException('no answer', 'TimeoutError'))
    return true
  } catch {
    return false
  }
}
