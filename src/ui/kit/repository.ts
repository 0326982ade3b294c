/** Where the code is to be read, if the build was told (`scripts/repository.ts`). */

const told: unknown = import.meta.env.GATELIGHT_REPOSITORY

/** Without a slash at its end; null where nobody said. */
export const repository: string | null = typeof told === 'string' && told !== '' ? told : null

/** A file of the code, at a line of it; null where nobody said where the code is. */
export function inRepository(path: string, line?: number): string | null {
  return repository === null ? null : `${repository}/blob/HEAD/${path}${line === undefined ? '' : `#L${line}`}`
}
