import type { WorkerClient } from '../worker/client'
import type { DataInfo, DataSourceKind } from '../worker/protocol'
import type { DataState } from './app-state'

export interface DataLoadsOptions {
  readonly client: WorkerClient
  readonly get: () => DataState
  readonly set: (data: DataState) => void
}

type Loaded = Pick<DataState, 'failures'> & { readonly data: DataInfo }

/**
 * The loads of data that were asked for. The newest that comes to an end decides; an older one that it overtakes ends without a word, and
 * files that are no data disturb nobody: what was under way before goes on.
 */
export class DataLoads {
  private next = 1
  /** The newest that brought data. */
  private shown = 0
  private readonly underWay = new Map<number, Promise<unknown>>()

  constructor(private readonly options: DataLoadsOptions) {}

  /** Waits until no load is under way. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay.values())
  }

  load(kind: DataSourceKind): Promise<void> {
    return this.follow(this.options.client.request('loadData', { kind }))
  }

  /** @throws RemoteError when they are not MNIST */
  loadFiles(files: readonly File[]): Promise<void> {
    const asked = this.options.client.request('loadFiles', { files })
    return this.follow(asked.then(({ data }) => ({ data, failures: [] })))
  }

  private async follow(asked: Promise<Loaded>): Promise<void> {
    const load = this.next++
    this.underWay.set(load, asked)
    try {
      const { data, failures } = await asked
      this.underWay.delete(load)
      if (load < this.shown) return
      this.shown = load
      this.show({ info: data, failures })
    } catch (error) {
      this.underWay.delete(load)
      const hasNewer = load < this.shown || [...this.underWay.keys()].some((other) => other > load)
      this.show({})
      if (!hasNewer) throw error
    }
  }

  private show(change: Partial<DataState>): void {
    const { get, set } = this.options
    set({ ...get(), ...change, loading: this.underWay.size === 0 ? null : get().loading })
  }
}
