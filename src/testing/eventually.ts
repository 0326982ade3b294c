import { vi } from 'vitest'

/** When what never comes is given up, milliseconds: no test asserts a time, and a busy machine takes its own. */
const GIVEN_UP_MS = 120_000

/** Waits until what `check` expects is so. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: GIVEN_UP_MS })
}
