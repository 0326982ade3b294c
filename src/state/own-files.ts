import type { Task } from '../core/task'
import { MOST_DATA, pathOf } from '../data/dropped'
import type { OwnChoices } from '../data/own/understanding'
import type { WorkerClient } from '../worker/client'
import { toErrorData } from '../worker/error-data'
import type { DataState } from './app-state'
import type { DataLoads } from './data-loads'

/** The number of MNIST's files: where none of them is among others, these may be data of another kind. */
const MNIST_FILES = 4

export interface OwnFilesOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly loads: DataLoads
  readonly get: () => DataState
  readonly set: (change: Partial<DataState>) => void
  /** Data of this task are in use now. */
  readonly onTask: (task: Task) => Promise<void>
}

/** Files of the visitor's own: MNIST is taken at once, all else is looked at and shown first. */
export class OwnFiles {
  /** The newest look; older ones say nothing. */
  private newest = 0

  constructor(private readonly options: OwnFilesOptions) {}

  /** @throws RemoteError when they are neither MNIST nor other data */
  async takeOrLook(files: readonly File[]): Promise<void> {
    if (files.length > MOST_DATA) return this.look(files)
    try {
      await this.options.loads.loadFiles(files)
    } catch (error) {
      if (!isNoneOfMnist(error)) throw error
      await this.look(files).catch((other: unknown) => {
        // Of files that are no data at all, what is said of MNIST says more.
        throw isUnknown(other) ? error : other
      })
    }
  }

  /** @throws RemoteError */
  async look(files: readonly File[]): Promise<void> {
    const { client, set, get } = this.options
    const look = ++this.newest
    set({ look: null })
    try {
      const found = await client.request('lookAtFiles', { files: files.map((file) => ({ file, path: pathOf(file) })) })
      if (look === this.newest) set({ look: found })
    } catch (error) {
      if (look === this.newest) throw error
    } finally {
      if (look === this.newest && get().loading !== null) set({ loading: null })
    }
  }

  /** @throws RemoteError */
  async take(choices: OwnChoices): Promise<void> {
    const { loads, get, set, onTask } = this.options
    this.newest++
    set({ look: null })
    await loads.take(choices)
    const { info } = get()
    if (info?.kind === 'own') await onTask(info.task)
  }

  leave(): void {
    this.newest++
    this.options.set({ look: null, loading: null })
    // A worker that is gone has forgotten it already.
    this.options.client.request('leaveFiles', null).catch(() => {})
  }
}

function isNoneOfMnist(error: unknown): boolean {
  const data = toErrorData(error)
  return data.code === 'data-incomplete' && data.detail.missing.length === MNIST_FILES
}

function isUnknown(error: unknown): boolean {
  const data = toErrorData(error)
  return data.code === 'own-data' && data.detail.fault.kind === 'unknown'
}
