import { StateError } from '../core/errors'
import { isStoredSet, type AnyDataSet, type DataSet } from '../core/images'
import { taskOf } from '../core/task'
import { DataUnavailableError } from '../data/errors'
import type { OwnData } from '../data/own/own-data'
import type { OwnChoices, Understanding } from '../data/own/understanding'
import type { LabelledStrokes } from '../data/hand/drawing'
import { handSet } from '../data/hand/pictures'
import { mixSets, shareOf, type SetShare } from '../data/sets/mix'
import { makesCopies, standInFor } from '../data/sets/registry'
import { copiesFor } from '../nn/spec/tuning'
import type { DataFailure, DataInfo, DataLoad, DataSourceKind, WorkerEvent } from './protocol'
import type { HostServices } from './services'
import type { DataRequest } from './values/data'

export interface LoadedData {
  readonly dataset: AnyDataSet
  readonly info: DataInfo
}

/** A set, or a share of one, as it came. */
interface LoadedSet<Set extends AnyDataSet = DataSet> {
  readonly kind: DataSourceKind
  readonly dataset: Set
  readonly title?: string
  readonly origin: string
  readonly failures: readonly DataFailure[]
}

/** How much of a hand. */
type HandShare = SetShare & { readonly seed: number | undefined }

/** Whether the network in use can be built for pictures of this size. */
type CanRead = Parameters<OwnData['look']>[1]

/** Work that a newer load ends. */
interface UnderWay {
  readonly abort: AbortController
  readonly done: Promise<unknown>
}

/** Owns the data set in use; a load that fails or is overtaken leaves it as it is. */
export class DataStore {
  current: LoadedData | null = null
  private loading: UnderWay | null = null
  /** Dropped files of which nobody knows yet whether they are MNIST. */
  private readonly reading = new Set<UnderWay>()
  private readonly looking = new Set<UnderWay>()

  constructor(
    private readonly services: Pick<HostServices, 'loadSet' | 'loadMnistFiles' | 'ownData'>,
    private readonly emit: (event: WorkerEvent) => void,
  ) {}

  /** Waits until no load is going on. */
  async settled(): Promise<void> {
    for (let all = this.underWay; all.length > 0; all = this.underWay) await Promise.allSettled(all.map(({ done }) => done))
  }

  load(asked: DataRequest, baseUrl: string): Promise<DataLoad> {
    const { kind, also = [], train, copies, limit, seed, hand = [] } = asked
    if (kind === 'own') return this.loadOwn(asked)
    return this.overtake(async (signal) => {
      const get = async (id: DataSourceKind, share: SetShare): Promise<LoadedSet> => {
        if (id === 'hand' && hand.length > 0) return this.written(hand, { seed, ...share })
        if (id === 'own' || id === 'hand') throw new StateError({ action: 'loadData', obstacle: { kind: 'noData' } })
        const onProgress = this.tellProgress(signal)
        const { dataset, origin, failures } = await this.services.loadSet(id, { baseUrl, signal, onProgress, seed, ...share })
        return { kind: id, dataset: shareOf(dataset, makesCopies(id) ? { ...share, copies: 1 } : share), origin, failures }
      }
      // What stands in for the first set may be one of the others: then it is there once, as much of it as was asked.
      const shareFor = (id: DataSourceKind): SetShare => {
        const share = (id === kind ? undefined : also.find((other) => other.kind === id)) ?? { train, copies }
        return { train: share.train, copies: share.copies, limit }
      }
      const first = await getOrStandIn(kind, (id) => get(id, shareFor(id)))
      const others: LoadedSet[] = []
      for (const { kind: other, ...share } of also) if (other !== first.kind) others.push(await get(other, { ...share, limit }))
      return { loaded: describe(first, others), failures: first.failures }
    })
  }

  /** Finds out what files hold; a newer look, or a load, ends it. The data in use stay. */
  async look(files: Parameters<HostServices['ownData']['look']>[0], canRead: CanRead): Promise<Understanding> {
    for (const other of this.looking) other.abort.abort(overtaken())
    const abort = new AbortController()
    const { signal } = abort
    const done = this.services.ownData.look(files, canRead, { signal, onProgress: this.tellProgress(signal) })
    const looking = { abort, done }
    this.looking.add(looking)
    try {
      const understanding = await done
      signal.throwIfAborted()
      return understanding
    } catch (error) {
      signal.throwIfAborted()
      throw error
    } finally {
      this.looking.delete(looking)
    }
  }

  /** What was looked at, or is being looked at, is not wanted. */
  leave(): void {
    for (const { abort } of this.looking) abort.abort(overtaken())
    this.services.ownData.leave()
  }

  /** Takes what was looked at. */
  take(choices: OwnChoices): Promise<DataLoad> {
    return this.overtake(async (signal) => {
      const load = await this.services.ownData.take(choices, { signal, onProgress: this.tellProgress(signal) })
      return { loaded: describeOne({ ...load, kind: 'own' }), failures: load.failures }
    })
  }

  /** Drawings of the visitor's, as a set. */
  private written(hand: readonly LabelledStrokes[], { copies = copiesFor(hand.length), seed = 1, ...share }: HandShare): LoadedSet {
    return { kind: 'hand', dataset: shareOf(handSet(hand, { copies, seed }), share), origin: 'page', failures: [] }
  }

  /** What the visitor brought last; a share of it where it is in memory. */
  private loadOwn({ train, copies, limit }: DataRequest): Promise<DataLoad> {
    return this.overtake(async (signal) => {
      const load = await this.services.ownData.load({ signal })
      const dataset = isStoredSet(load.dataset) ? load.dataset : shareOf(load.dataset, { train, copies, limit })
      return { loaded: describeOne({ ...load, dataset, kind: 'own' }), failures: load.failures }
    })
  }

  /** Overtakes other loads only once the files turn out to be MNIST: a file that is not must not end a download. */
  async loadFiles(files: readonly File[]): Promise<DataLoad> {
    const abort = new AbortController()
    const { signal } = abort
    const done = this.services.loadMnistFiles(files, { signal, onProgress: this.tellProgress(signal) })
    const reading = { abort, done }
    this.reading.add(reading)
    try {
      const { dataset, failures } = await done
      signal.throwIfAborted()
      return await this.overtake(async () => ({ loaded: describe({ kind: 'mnist', origin: 'files', dataset }), failures }), reading)
    } catch (error) {
      signal.throwIfAborted()
      throw error
    } finally {
      this.reading.delete(reading)
    }
  }

  private get underWay(): readonly UnderWay[] {
    return [...(this.loading === null ? [] : [this.loading]), ...this.reading]
  }

  private async overtake(
    work: (signal: AbortSignal) => Promise<{ loaded: LoadedData; failures: readonly DataFailure[] }>,
    ended?: UnderWay,
  ): Promise<DataLoad> {
    const abort = new AbortController()
    for (const other of [...this.underWay, ...this.looking]) if (other !== ended) other.abort.abort(overtaken())
    const done = work(abort.signal)
    const loading = { abort, done }
    this.loading = loading
    try {
      const { loaded, failures } = await done
      abort.signal.throwIfAborted()
      this.current = loaded
      this.emit({ type: 'data', data: loaded.info })
      return { data: loaded.info, failures }
    } catch (error) {
      abort.signal.throwIfAborted()
      throw error
    } finally {
      if (this.loading === loading) this.loading = null
    }
  }

  private tellProgress(signal: AbortSignal) {
    return (progress: { file: string; source: string; receivedBytes: number; totalBytes: number }) => {
      const { file, source, receivedBytes, totalBytes } = progress
      if (!signal.aborted) this.emit({ type: 'dataProgress', file, source, receivedBytes, totalBytes })
    }
  }
}

function overtaken(): StateError {
  return new StateError({ action: 'loadData', obstacle: { kind: 'overtaken' } })
}

/** The set, or what stands in for it where it cannot be had, with the reasons. */
async function getOrStandIn(kind: DataSourceKind, get: (id: DataSourceKind) => Promise<LoadedSet>): Promise<LoadedSet> {
  try {
    return await get(kind)
  } catch (error) {
    const standIn = standInFor(kind)
    if (standIn === null || !(error instanceof DataUnavailableError)) throw error
    return { ...(await get(standIn)), failures: error.detail.failures }
  }
}

function describeOne({ kind, origin, dataset, title }: Omit<LoadedSet<AnyDataSet>, 'failures'>): LoadedData {
  const { train, test } = dataset
  const info = { kind, task: taskOf(train), origin, trainCount: train.labels.length, testCount: test.labels.length }
  return { dataset, info: title === undefined ? info : { ...info, title } }
}

function describe({ kind, origin, dataset: first }: Omit<LoadedSet, 'failures'>, others: readonly LoadedSet[] = []): LoadedData {
  const [second, ...more] = others
  const dataset = second === undefined ? first : mixSets(first, [second.dataset, ...more.map((other) => other.dataset)])
  const { train, test } = dataset
  const also = others.map((other) => ({ kind: other.kind, origin: other.origin, trainCount: other.dataset.train.labels.length }))
  const info = { kind, task: taskOf(train), origin, trainCount: train.labels.length, testCount: test.labels.length }
  return { dataset, info: also.length === 0 ? info : { ...info, also } }
}
