import type { MigrationStep } from '../data/migration-step'

/** The page of the tests has newer databases than the page: so it is known what becomes of what an older page has left. */

declare global {
  /** The migration of the tests' page takes so long, milliseconds; `fail` throws when all is changed. */
  var migration: { readonly milliseconds?: number; readonly fail?: boolean; isAtWork?: boolean } | undefined
}

/** Every run gets a mark on its name. */
const markRuns: MigrationStep = async (_, transaction) => {
  const until = Date.now() + (globalThis.migration?.milliseconds ?? 0)
  const runs = transaction.objectStore('runs')
  const cursor = runs.openCursor()
  await new Promise<void>((resolve, reject) => {
    cursor.addEventListener('error', () => reject(cursor.error ?? new Error('no cursor')))
    cursor.addEventListener('success', () => {
      const { result } = cursor
      if (result === null) return resolve()
      const value: unknown = result.value
      if (typeof value === 'object' && value !== null && 'name' in value) result.update({ ...value, name: `${String(value.name)} (2)` })
      return result.continue()
    })
  })
  if (globalThis.migration !== undefined) globalThis.migration.isAtWork = true
  // A transaction lives as long as it is asked for something.
  while (Date.now() < until) {
    const request = runs.count()
    await new Promise((resolve) => request.addEventListener('success', resolve))
  }
  if (globalThis.migration?.fail === true) throw new Error('the migration failed')
}

export const extraSteps: Readonly<Record<string, readonly MigrationStep[]>> = { 'gatelight-runs': [markRuns] }
