import { type IDBPDatabase, openDB, unwrap } from 'idb'
import { DatabaseError } from './database-error'
import { extraSteps } from './extra-steps'
import type { MigrationStep } from './migration-step'

export interface DatabaseForm {
  readonly name: string
  /** The first makes the database, each other one brings it to the next version. A step that has once been shipped stays as it is. */
  readonly steps: readonly MigrationStep[]
}

export interface ConnectionEvents {
  /** Another tab brings the database to a newer version: whoever holds a connection closes it. */
  readonly onVersionChange?: () => void
  /** The browser has closed the connection by itself, and may have deleted what was there. */
  readonly onLost?: () => void
}

/** A tab with an older version of the page is asked to let go, and does so at once; one that does not for as long is put aside or stuck, milliseconds. */
export const BLOCKED_MS = 3_000

/**
 * Opens a database in the version that this page knows, migrating what an older one left. A migration that is interrupted, by an error or by the end of the
 * browser, leaves what was there.
 *
 * @throws DatabaseError where a newer page has made it, or an older one holds it; what a step throws; what the browser says
 */
export async function openDatabase<Schema = unknown>(
  { name, steps }: DatabaseForm,
  { onVersionChange, onLost }: ConnectionEvents = {},
): Promise<IDBPDatabase<Schema>> {
  const all = [...steps, ...(extraSteps[name] ?? [])]
  let failure: { readonly error: unknown } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let refuse: (error: Error) => void = () => {}
  const blocked = new Promise<never>((_, reject) => (refuse = reject))
  const opening = openDB<Schema>(name, all.length, {
    upgrade(database, from, _to, transaction) {
      const [raw, rawTransaction] = [unwrap(database), unwrap(transaction)]
      // Its end is told by the opening.
      transaction.done.catch(() => {})
      migrate(all.slice(from), raw, rawTransaction).catch((error: unknown) => {
        failure = { error }
        abort(rawTransaction)
      })
    },
    blocked: () => {
      timer = setTimeout(() => refuse(new DatabaseError({ name, problem: 'blocked' })), BLOCKED_MS)
    },
    blocking: () => onVersionChange?.(),
    terminated: () => onLost?.(),
  })
  try {
    return await Promise.race([opening, blocked])
  } catch (error) {
    // It is open when nobody waits any more.
    opening.then((late) => late.close()).catch(() => {})
    throw reasonOf(error, failure, name)
  } finally {
    clearTimeout(timer)
  }
}

/** A step that makes empty stores, whose keys stand beside the values. */
export function makeStores(...stores: readonly string[]): MigrationStep {
  return (database) => {
    for (const store of stores) database.createObjectStore(store)
  }
}

async function migrate(steps: readonly MigrationStep[], database: IDBDatabase, transaction: IDBTransaction): Promise<void> {
  // One after another, without a pause for those that need none: a transaction without requests ends.
  for (const step of steps) {
    const work = step(database, transaction)
    if (work !== undefined) await work
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort()
  } catch {
    // It had ended by itself.
  }
}

function reasonOf(error: unknown, failure: { readonly error: unknown } | null, name: string): unknown {
  if (failure !== null) return failure.error
  return error instanceof DOMException && error.name === 'VersionError' ? new DatabaseError({ name, problem: 'newer' }) : error
}
