import { StateError } from '../core/errors'
import type { DataSet, LabelledImages } from '../core/images'
import { sliceExamples } from '../core/images'
import { DataUnavailableError } from '../data/errors'
import type { DataFailure, DataInfo, DataSourceKind, WorkerEvent } from './protocol'
import type { HostServices } from './services'

/** How many built-in digits are made when nobody says how many; half a minute on a slow phone. */
const BUILT_IN = { train: 20_000, test: 2_000, seed: 1 } as const

export interface LoadedData {
  readonly dataset: DataSet
  readonly info: DataInfo
}

export interface LoadResult {
  readonly data: DataInfo
  readonly failures: readonly DataFailure[]
}

/** Work that a newer load ends. */
interface UnderWay {
  readonly abort: AbortController
  readonly done: Promise<unknown>
}

/** Owns the data set in use; a load that fails or is overtaken leaves it as it is. */
export class DataKeeper {
  current: LoadedData | null = null
  private loading: UnderWay | null = null
  /** Dropped files of which nobody knows yet whether they are MNIST. */
  private readonly reading = new Set<UnderWay>()

  constructor(
    private readonly services: Pick<HostServices, 'loadMnist' | 'loadMnistFiles' | 'makeDigits'>,
    private readonly emit: (event: WorkerEvent) => void,
  ) {}

  /** Waits until no load is going on. */
  async settled(): Promise<void> {
    for (let all = this.underWay; all.length > 0; all = this.underWay) await Promise.allSettled(all.map(({ done }) => done))
  }

  load(kind: DataSourceKind, baseUrl: string, limit?: number): Promise<LoadResult> {
    return this.overtake(async (signal) => {
      if (kind === 'built-in') return { loaded: await this.makeDigits(signal, limit), failures: [] }
      try {
        const { dataset, origin, failures } = await this.services.loadMnist({ baseUrl, signal, onProgress: this.tellProgress(signal) })
        return { loaded: describe('mnist', origin, limited(dataset, limit)), failures }
      } catch (error) {
        if (!(error instanceof DataUnavailableError)) throw error
        return { loaded: await this.makeDigits(signal, limit), failures: error.detail.failures }
      }
    })
  }

  /** Overtakes other loads only once the files turn out to be MNIST: a file that is not must not end a download. */
  async loadFiles(files: readonly File[]): Promise<LoadResult> {
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
  ): Promise<LoadResult> {
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

  private async makeDigits(signal: AbortSignal, limit?: number): Promise<LoadedData> {
    const { train, test, seed } =
      limit === undefined ? BUILT_IN : { train: limit, test: Math.min(limit, BUILT_IN.test), seed: BUILT_IN.seed }
    const tell = this.tellProgress(signal)
    const dataset = await this.services.makeDigits({ train, test, seed }, (done, total) => {
      // The generator has no signal of its own; its progress is where an overtaken load ends.
      signal.throwIfAborted()
      tell({ file: 'digits', source: 'generator', receivedBytes: done, totalBytes: total })
    })
    return describe('built-in', 'generator', dataset)
  }
}

function overtaken(): StateError {
  return new StateError({ action: 'loadData', obstacle: { kind: 'overtaken' } })
}

function describe(kind: DataSourceKind, origin: string, dataset: DataSet): LoadedData {
  const { train, test } = dataset
  return { dataset, info: { kind, origin, trainCount: train.labels.length, testCount: test.labels.length } }
}

function limited({ train, test }: DataSet, limit = Infinity): DataSet {
  return { train: firstOf(train, limit), test: firstOf(test, limit) }
}

function firstOf(set: LabelledImages, limit: number): LabelledImages {
  return set.labels.length <= limit ? set : sliceExamples(set, 0, limit, `${set.name}, first ${limit}`)
}
