import type { ErrorWords } from '../../errors'

/** Errors bring their own English words. */
export const errors: ErrorWords | null = null
