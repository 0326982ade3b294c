import { printable } from '../../core/printable'
import { toErrorData } from '../../worker/error-data'
import type { ModelInfo } from '../../worker/protocol'
import { MOST_LETTERS } from '../runs/kept-run'
import { newId } from '../runs/names'
import type { ShelfStorage } from './shelf-storage'
import type { ShelfModel, ShelfState } from './shelf-state'

/** A model that is worth keeping. */
export interface Keepable {
  readonly model: ModelInfo
  readonly file: Uint8Array
  readonly curve: Float32Array
  /** The run that it comes from: its model is on the shelf once, as it was last. */
  readonly run: string | null
}

export interface ShelfOptions {
  readonly storage: Pick<ShelfStorage, 'list' | 'file' | 'put' | 'putCard' | 'delete'>
  readonly get: () => ShelfState
  readonly set: (change: Partial<ShelfState>) => void
  /** Makes a model of the shelf the page's own. */
  readonly open: (file: Uint8Array, name: string) => Promise<void>
  /** Gives the visitor a file. */
  readonly download: (name: string, bytes: Uint8Array<ArrayBuffer>) => void
}

/** The models that a visitor keeps. What cannot be stored is told, and what is there stays. */
export class Shelf {
  /** Reads what earlier visits have kept; the second call waits for the first. */
  readonly load: () => Promise<void>
  /** Of what was deleted last. */
  private deletedFile: Uint8Array | null = null

  constructor(private readonly options: ShelfOptions) {
    let loading: Promise<void> | null = null
    this.load = () => (loading ??= this.read())
  }

  /** Puts a model on the shelf, or takes the place of the one that the same run has left there. */
  async keep({ model, file, curve, run }: Keepable): Promise<void> {
    await this.load()
    const { models } = this.options.get()
    const before = run === null ? undefined : models.find((kept) => kept.run === run)
    const card: ShelfModel = {
      id: before?.id ?? newId(),
      name: before?.name ?? freeName(model.name, models),
      saved: Date.now(),
      bytes: file.length,
      model,
      curve,
      run,
    }
    await this.put(card, file)
  }

  async rename(id: string, typed: string): Promise<void> {
    const name = printable(typed).slice(0, MOST_LETTERS).trim()
    const card = this.find(id)
    if (card === undefined || name === '' || name === card.name) return
    const renamed = { ...card, name }
    await this.attempt(async () => {
      await this.options.storage.putCard(renamed)
      this.replace(renamed)
    })
  }

  async duplicate(id: string): Promise<void> {
    const { storage, get } = this.options
    const card = this.find(id)
    if (card === undefined) return
    await this.attempt(async () => {
      const copy = { ...card, id: newId(), name: freeName(card.name, get().models), saved: Date.now(), run: null }
      await this.put(copy, await storage.file(id))
    })
  }

  async delete(id: string): Promise<void> {
    const { storage, get, set } = this.options
    const card = this.find(id)
    if (card === undefined) return
    await this.attempt(async () => {
      // One that cannot be read any more can be deleted, and not be had back.
      this.deletedFile = await storage.file(id).catch(() => null)
      await storage.delete(id)
      set({ models: get().models.filter((kept) => kept.id !== id), deleted: this.deletedFile === null ? null : card })
    })
  }

  /** Has back what was deleted last. */
  async undoDelete(): Promise<void> {
    const { deleted } = this.options.get()
    if (deleted === null || this.deletedFile === null) return
    await this.put(deleted, this.deletedFile)
  }

  /** Makes a model of the shelf the page's own. */
  async open(id: string): Promise<void> {
    const card = this.find(id)
    if (card === undefined) return
    const file = await this.fileOf(id)
    if (file !== null) await this.options.open(file, card.name)
  }

  async download(id: string): Promise<void> {
    const card = this.find(id)
    if (card === undefined) return
    const file = await this.fileOf(id)
    if (file !== null) this.options.download(`${card.name}.safetensors`, new Uint8Array(file))
  }

  /** All were deleted. */
  forget(): void {
    this.deletedFile = null
    this.options.set({ models: [], damaged: 0, problem: null, deleted: null })
  }

  private async fileOf(id: string): Promise<Uint8Array | null> {
    let file: Uint8Array | null = null
    await this.attempt(async () => {
      file = await this.options.storage.file(id)
    })
    return file
  }

  private async read(): Promise<void> {
    const { storage, set } = this.options
    set({ state: 'loading' })
    try {
      set({ state: 'ready', ...(await storage.list()) })
    } catch (error) {
      set({ state: 'ready', problem: toErrorData(error) })
    }
  }

  private async put(card: ShelfModel, file: Uint8Array): Promise<void> {
    const { storage, get } = this.options
    await this.attempt(async () => {
      const others = get().models.filter(({ id }) => id !== card.id).length
      await storage.put(card, file, others)
      this.replace(card)
      if (get().deleted?.id === card.id) this.options.set({ deleted: null })
    })
  }

  private replace(card: ShelfModel): void {
    const { get, set } = this.options
    const others = get().models.filter(({ id }) => id !== card.id)
    set({ models: [...others, card].toSorted((a, b) => b.saved - a.saved) })
  }

  private find(id: string): ShelfModel | undefined {
    return this.options.get().models.find((model) => model.id === id)
  }

  /** Why something is not kept, or not to be had, is in the state until something is again. */
  private async attempt(work: () => Promise<void>): Promise<void> {
    const { set } = this.options
    try {
      await work()
      set({ problem: null })
    } catch (error) {
      set({ problem: toErrorData(error) })
    }
  }
}

/** A name that no other model of the shelf has. */
function freeName(name: string, models: readonly ShelfModel[]): string {
  const names = new Set(models.map((model) => model.name))
  if (!names.has(name)) return name
  const stem = name.replace(/ \d+$/, '')
  for (let number = 2; ; number++) {
    const free = `${stem} ${number}`
    if (!names.has(free)) return free
  }
}
