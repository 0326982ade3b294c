import { StateError } from '../core/errors'
import type { DataSet, LabelledImages } from '../core/images'
import { sliceExamples } from '../core/images'
import { taskOf } from '../core/task'
import { DataUnavailableError } from '../data/errors'
import { standInFor } from '../data/sets/registry'
import type { DataFailure, DataInfo, DataLoad, DataSourceKind, WorkerEvent } from './protocol'
import type { HostServices } from './services'

export interface LoadedData {
  readonly dataset: DataSet
  readonly info: DataInfo
}

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

  constructor(
    private readonly services: Pick<HostServices, 'loadSet' | 'loadMnistFiles'>,
    private readonly emit: (event: WorkerEvent) => void,
  ) {}

  /** Waits until no load is going on. */
  async settled(): Promise<void> {
    for (let all = this.underWay; all.length > 0; all = this.underWay) await Promise.allSettled(all.map(({ done }) => done))
  }

  load(kind: DataSourceKind, baseUrl: string, limit?: number): Promise<DataLoad> {
    return this.overtake(async (signal) => {
      const options = { baseUrl, signal, limit, onProgress: this.tellProgress(signal) }
      const get = async (id: DataSourceKind) => {
        const { dataset, origin, failures } = await this.services.loadSet(id, options)
        return { loaded: describe(id, origin, limited(dataset, limit)), failures }
      }
      try {
        return await get(kind)
      } catch (error) {
        const standIn = standInFor(kind)
        if (standIn === null || !(error instanceof DataUnavailableError)) throw error
        return { loaded: (await get(standIn)).loaded, failures: error.detail.failures }
      }
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
      return await this.overtake(async () => ({ loaded: describe('mnist', 'files', dataset), failures }), reading)
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
    for (const other of this.underWay) if (other !== ended) other.abort.abort(overtaken())
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

function describe(kind: DataSourceKind, origin: string, dataset: DataSet): LoadedData {
  const { train, test } = dataset
  return { dataset, info: { kind, task: taskOf(train), origin, trainCount: train.labels.length, testCount: test.labels.length } }
}

function limited({ train, test }: DataSet, limit = Infinity): DataSet {
  return { train: firstOf(train, limit), test: firstOf(test, limit) }
}

function firstOf(set: LabelledImages, limit: number): LabelledImages {
  return set.labels.length <= limit ? set : sliceExamples(set, 0, limit, `${set.name}, first ${limit}`)
}
