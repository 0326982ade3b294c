import { newestOnly } from '../core/newest'
import type { WorkerClient } from '../worker/client'
import type { UnitOrderState } from './app-state'

export interface UnitOrdersOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly get: () => UnitOrderState
  readonly set: (change: Partial<UnitOrderState>) => void
  readonly onError: (error: unknown) => void
}

/**
 * Has units sorted by likeness when somebody wants to see them so. An order that is there stays in view until a newer one takes its place, so that columns
 * never jump under the pen; the worker answers at once for weights that it knows.
 */
export class UnitOrders {
  private readonly requests = newestOnly()

  constructor(private readonly options: UnitOrdersOptions) {}

  /** Compares a layer's units, unless that is going on. */
  async compare(layer: string): Promise<void> {
    const { client, get, set, onError } = this.options
    if (get().sorting === layer) return
    const isNewest = this.requests.begin()
    set({ sorting: layer })
    try {
      const order = await client.request('unitOrder', { layer })
      if (!isNewest()) return
      set(order === null ? { sorting: null } : { sorting: null, orders: { ...get().orders, [layer]: order } })
    } catch (error) {
      if (!isNewest()) return
      // What cannot be sorted stands in its own order; asked for again, it may go better.
      set({ sorting: null, by: 'number' })
      onError(error)
    }
  }

  /** Other weights in a model of the same build: what is in view is sorted anew. */
  refresh(): void {
    const { by, orders, sorting } = this.options.get()
    if (by !== 'likeness') return this.forget()
    const [layer] = Object.keys(orders).toReversed()
    if (layer === undefined || sorting !== null) return
    const { [layer]: shown } = orders
    this.options.set({ orders: shown ? { [layer]: shown } : {} })
    void this.compare(layer)
  }

  /** Another model has other units. */
  forget(): void {
    this.requests.begin()
    this.options.set({ orders: {}, sorting: null })
  }
}
