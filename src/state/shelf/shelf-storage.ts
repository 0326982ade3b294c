import { bytes } from '../../core/decode'
import type { KeyValueStore } from '../../data/key-value-store'
import { StorageCalls } from '../storage/calls'
import { ShelfError } from './errors'
import { decodeShelfModel, MOST_MODELS, recordOfModel, type ShelfModel } from './shelf-state'

const CARD = ' card'
const keyOf = (id: string, part: 'card' | 'file'): string => `${id} ${part}`

/** Models between visits, one call after another: what is told of each, and its file apart. Any call may fail with a `ShelfError`. */
export class ShelfStorage {
  private readonly calls: StorageCalls

  /** @param open  the store, which may have to be loaded, or be absent */
  constructor(open: () => Promise<KeyValueStore<unknown>>) {
    this.calls = new StorageCalls(open, ShelfError)
  }

  /** The newest first; records that make no sense stay where they are. */
  list(): Promise<{ readonly models: readonly ShelfModel[]; readonly damaged: number }> {
    return this.calls.attempt('read', async (store) => {
      const models: ShelfModel[] = []
      let damaged = 0
      for (const key of await store.keys()) {
        if (!key.endsWith(CARD)) continue
        const model = decoded(await store.get(key))
        if (model === null || keyOf(model.id, 'card') !== key) damaged++
        else models.push(model)
      }
      return { models: models.toSorted((a, b) => b.saved - a.saved), damaged }
    })
  }

  /** @throws ShelfError where it is not there any more */
  file(id: string): Promise<Uint8Array> {
    return this.calls.attempt('read', async (store) => bytes(await store.get(keyOf(id, 'file')), 'file'))
  }

  /** Both or none. @param others  how many are kept besides */
  put(model: ShelfModel, file: Uint8Array, others: number): Promise<void> {
    return this.calls.attempt('write', (store) => {
      if (others >= MOST_MODELS) throw new ShelfError({ action: 'write', reason: { kind: 'tooMany', limit: MOST_MODELS } })
      return store.putAll(
        new Map<string, unknown>([
          [keyOf(model.id, 'card'), recordOfModel(model)],
          [keyOf(model.id, 'file'), file],
        ]),
      )
    })
  }

  /** What is told of it alone. */
  putCard(model: ShelfModel): Promise<void> {
    return this.calls.attempt('write', (store) => store.putAll(new Map([[keyOf(model.id, 'card'), recordOfModel(model)]])))
  }

  delete(id: string): Promise<void> {
    return this.calls.attempt('write', async (store) => {
      await store.delete(keyOf(id, 'card'))
      await store.delete(keyOf(id, 'file'))
    })
  }
}

function decoded(value: unknown): ShelfModel | null {
  try {
    return decodeShelfModel(value, 'model')
  } catch {
    return null
  }
}
