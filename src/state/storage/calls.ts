import { serialQueue } from '../../core/serial-queue'
import { withinLimit } from '../../core/within-limit'
import type { KeyValueStore } from '../../data/key-value-store'
import { storageReason, type StorageFault } from './fault'

/** A database can hang; nobody waits longer for it, in milliseconds. */
export const STORAGE_LIMIT_MS = 10_000

/** Its own errors: what a class of them has in common. */
type StorageErrors = new (fault: StorageFault, options?: ErrorOptions) => Error

/** One call of a store after another, each with a limit, and with errors of one class whatever goes wrong. */
export class StorageCalls {
  private readonly inTurn = serialQueue()

  /**
   * @param open    the store, which may have to be loaded, or be absent
   * @param Errors  what every failure becomes that is none already
   */
  constructor(
    private readonly open: () => Promise<KeyValueStore<unknown>>,
    private readonly Errors: StorageErrors,
  ) {}

  attempt<T>(action: StorageFault['action'], work: (store: KeyValueStore<unknown>) => Promise<T>): Promise<T> {
    const { Errors } = this
    return this.inTurn(async () => {
      try {
        return await withinLimit(this.open().then(work), STORAGE_LIMIT_MS, () => new Errors({ action, reason: { kind: 'silent' } }))
      } catch (error) {
        throw error instanceof Errors ? error : new Errors({ action, reason: storageReason(error) }, { cause: error })
      }
    })
  }
}
