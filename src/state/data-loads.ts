import { isWorkerLost, type WorkerClient } from '../worker/client'
import type { DataInfo } from '../worker/protocol'
import type { OwnChoices } from '../data/own/understanding'
import type { DataRequest } from '../worker/values/data'
import type { DataState } from './app-state'

export interface DataLoadsOptions {
  readonly client: WorkerClient
  readonly get: () => DataState
  readonly set: (data: DataState) => void
}

/** What data are loaded from. Dropped files stay the visitor's: the browser reads them again. */
type Source = DataRequest | { readonly files: readonly File[] } | { readonly choices: OwnChoices }

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
  /** What a new worker needs to have the data in use, however often it takes one: not what is loaded now, which is gone with the worker. */
  private inUse: Source | null = null
  /** What was on its way when the worker died. It gets a second chance, and no third. */
  private cutOff: Source | null = null

  constructor(private readonly options: DataLoadsOptions) {}

  /** Waits until no load is under way. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay.values())
  }

  load(asked: DataRequest): Promise<void> {
    return this.follow(asked)
  }

  /** Takes what was looked at; a worker that comes later has it from the browser's storage. */
  take(choices: OwnChoices): Promise<void> {
    return this.follow({ choices })
  }

  /** @throws RemoteError when they are not MNIST */
  loadFiles(files: readonly File[]): Promise<void> {
    return this.follow({ files })
  }

  /** There is something to restore. */
  get hasSource(): boolean {
    return (this.cutOff ?? this.inUse) !== null
  }

  /** Gives a new worker the data that the one before had, or was loading. */
  async restore(): Promise<void> {
    const source = this.cutOff ?? this.inUse
    this.cutOff = null
    if (source !== null) await this.follow(source, { isSecondChance: true })
  }

  private async ask(source: Source): Promise<Loaded> {
    const { client } = this.options
    if ('choices' in source) return client.request('takeFiles', source.choices)
    return 'kind' in source ? client.request('loadData', source) : client.request('loadFiles', { files: source.files })
  }

  private async follow(source: Source, { isSecondChance = false } = {}): Promise<void> {
    const load = this.next++
    const asked = this.ask(source)
    this.underWay.set(load, asked)
    // Asked for by the visitor, who has changed their mind.
    if (!isSecondChance) this.cutOff = null
    try {
      const { data, failures } = await asked
      this.underWay.delete(load)
      if (load < this.shown) return
      this.shown = load
      this.inUse = 'files' in source ? source : whatCame('kind' in source ? source : { kind: 'own' }, data)
      this.show({ info: data, failures })
    } catch (error) {
      this.underWay.delete(load)
      const hasNewer = load < this.shown || [...this.underWay.keys()].some((other) => other > load)
      if (isWorkerLost(error) && !hasNewer && !isSecondChance && !('choices' in source)) this.cutOff = source
      this.show({})
      if (!hasNewer) throw error
    }
  }

  private show(change: Partial<DataState>): void {
    const { get, set } = this.options
    set({ ...get(), ...change, loading: this.underWay.size === 0 ? null : get().loading })
  }
}

/** What was asked for, or what stood in for it, as much of it as a mixture asks for. */
function whatCame(asked: DataRequest, { kind }: DataInfo): DataRequest {
  if (asked.kind === kind) return asked
  return asked.hand === undefined ? (asked.also?.find((other) => other.kind === kind) ?? { kind }) : { ...asked, kind }
}
