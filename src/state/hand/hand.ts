import { countsByClass, HAND_LIMITS, type HandDrawing, isKeepable, keptStrokes, type LabelledStrokes } from '../../data/hand/drawing'
import { readHandFile, writeHandFile } from '../../data/hand/exchange'
import { askedFor, WANTED_EACH } from '../../data/hand/order'
import type { Stroke } from '../../data/strokes'
import { toErrorData } from '../../worker/error-data'
import { newId } from '../runs/names'
import { HandStorageError } from './errors'
import type { HandState } from './hand-state'
import type { HandStorage } from './hand-storage'

export interface HandOptions {
  readonly storage: Pick<HandStorage, 'list' | 'put' | 'delete'>
  readonly get: () => HandState
  readonly set: (change: Partial<HandState>) => void
  /** Gives the visitor a file. */
  readonly download: (name: string, bytes: Uint8Array<ArrayBuffer>) => void
  /** Asks the browser to delete nothing by itself. */
  readonly persist: () => Promise<unknown>
  readonly now: () => number
}

const FILE_NAME = 'my-handwriting.json'

/**
 * The drawings of a visitor's hand. They are on the page at once and stored after it: where the storage is absent, full or broken, that is told, and
 * everything goes on until the page is closed.
 */
export class Hand {
  /** Reads what earlier visits have kept; the second call waits for the first. */
  readonly load: () => Promise<void>

  /** On the page, and not stored yet: they go along with what is stored next. */
  private readonly unsaved = new Map<string, HandDrawing>()

  constructor(private readonly options: HandOptions) {
    let loading: Promise<void> | null = null
    this.load = () => (loading ??= this.read())
  }

  /** Asks for digits until there are ten of each. */
  async ask(): Promise<void> {
    await this.load()
    const { get, set, persist, now } = this.options
    const left = askedFor(get().drawings, WANTED_EACH, now() >>> 0)
    // Whoever has all writes on: one more round.
    const fewest = Math.min(...countsByClass(get().drawings))
    set({ asking: { left: left.length > 0 ? left : askedFor(get().drawings, fewest + 1, now() >>> 0), taken: [] }, isDone: false })
    await persist()
  }

  stopAsking(): void {
    this.options.set({ asking: null })
  }

  /** Takes a drawing for the digit that is asked for. */
  async take(strokes: readonly Stroke[]): Promise<void> {
    const { asking } = this.options.get()
    const label = asking?.left[0]
    if (asking === null || label === undefined) return
    const [drawing] = this.made([{ label, strokes }])
    if (drawing === undefined) return
    const left = asking.left.slice(1)
    this.options.set({ asking: left.length === 0 ? null : { left, taken: [...asking.taken, drawing.id] }, isDone: left.length === 0 })
    await this.add([drawing])
  }

  /** Asks once more for what was taken last, which is deleted. */
  async takeBack(): Promise<void> {
    const { get, set } = this.options
    const { asking, drawings } = get()
    const id = asking?.taken.at(-1)
    const last = drawings.find((drawing) => drawing.id === id)
    if (asking === null || last === undefined) return
    set({ asking: { left: [last.label, ...asking.left], taken: asking.taken.slice(0, -1) } })
    await this.remove([last])
  }

  /** Asks for another digit first, and for this one later. */
  skip(): void {
    const { get, set } = this.options
    const { asking } = get()
    const [first, ...others] = asking?.left ?? []
    if (asking === null || first === undefined || others.length === 0) return
    set({ asking: { ...asking, left: [...others, first] } })
  }

  /** Keeps a drawing under a label. */
  async keep(label: number, strokes: readonly Stroke[]): Promise<void> {
    await this.load()
    await this.add(this.made([{ label, strokes }]))
  }

  async relabel(id: string, label: number): Promise<void> {
    const drawing = this.options.get().drawings.find((other) => other.id === id)
    if (drawing === undefined || drawing.label === label) return
    await this.put([{ ...drawing, label }])
  }

  async delete(ids: readonly string[]): Promise<void> {
    const { get, set } = this.options
    const gone = get().drawings.filter(({ id }) => ids.includes(id))
    if (gone.length === 0) return
    set({ deleted: gone })
    await this.remove(gone)
  }

  deleteAll(): Promise<void> {
    return this.delete(this.options.get().drawings.map(({ id }) => id))
  }

  /** Has back what was deleted last. */
  async undoDelete(): Promise<void> {
    const { get, set } = this.options
    const { deleted } = get()
    if (deleted.length === 0) return
    set({ deleted: [] })
    await this.put(deleted)
  }

  /** Gives the visitor all drawings as a file. */
  export(): void {
    const { get, download } = this.options
    download(FILE_NAME, new TextEncoder().encode(writeHandFile(get().drawings)))
  }

  /** Adds the drawings of a file, without those that are there already. @returns how many are new  @throws HandFileError */
  async import(file: File): Promise<number> {
    const drawings = await readHandFile(file)
    await this.load()
    const known = new Set(this.options.get().drawings.map(contentOf))
    const made = this.made(drawings).filter((drawing) => {
      const content = contentOf(drawing)
      return known.has(content) ? false : known.add(content)
    })
    await this.add(made)
    return made.length
  }

  /** All were deleted elsewhere. */
  forget(): void {
    this.unsaved.clear()
    this.options.set({ drawings: [], damaged: 0, problem: null, deleted: [], asking: null })
  }

  private made(drawings: readonly LabelledStrokes[]): HandDrawing[] {
    const drawn = this.options.now()
    return drawings.flatMap(({ label, strokes }, place) => {
      const kept = keptStrokes(strokes)
      return isKeepable(kept) ? [{ id: newId(), label, drawn: drawn + place, strokes: kept }] : []
    })
  }

  private async add(drawings: readonly HandDrawing[]): Promise<void> {
    const room = HAND_LIMITS.drawings - this.options.get().drawings.length
    if (drawings.length > room) {
      const reason = { kind: 'tooMany', limit: HAND_LIMITS.drawings } as const
      return this.options.set({ problem: toErrorData(new HandStorageError({ action: 'write', reason })) })
    }
    await this.put(drawings)
  }

  /** On the page at once, in place of the same ones. */
  private async put(drawings: readonly HandDrawing[]): Promise<void> {
    if (drawings.length === 0) return
    const { get, set, storage } = this.options
    const changed = new Map(drawings.map((drawing) => [drawing.id, drawing]))
    const others = get().drawings.filter(({ id }) => !changed.has(id))
    set({ drawings: [...others, ...drawings].toSorted((a, b) => a.drawn - b.drawn) })
    for (const drawing of drawings) this.unsaved.set(drawing.id, drawing)
    await this.attempt(async () => {
      const all = [...this.unsaved.values()]
      await storage.put(all)
      for (const drawing of all) if (this.unsaved.get(drawing.id) === drawing) this.unsaved.delete(drawing.id)
    })
  }

  private async remove(drawings: readonly HandDrawing[]): Promise<void> {
    const { get, set, storage } = this.options
    const ids = drawings.map(({ id }) => id)
    set({ drawings: get().drawings.filter(({ id }) => !ids.includes(id)) })
    for (const id of ids) this.unsaved.delete(id)
    await this.attempt(() => storage.delete(ids))
  }

  private async read(): Promise<void> {
    const { storage, get, set } = this.options
    set({ state: 'loading' })
    try {
      const { drawings, damaged } = await storage.list()
      set({ state: 'ready', drawings: [...drawings, ...get().drawings], damaged })
    } catch (error) {
      set({ state: 'ready', problem: toErrorData(error) })
    }
  }

  /** Why something is not kept is in the state until something is again. */
  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.options.set({ problem: null })
    } catch (error) {
      this.options.set({ problem: toErrorData(error) })
    }
  }
}

function contentOf({ label, strokes }: LabelledStrokes): string {
  return JSON.stringify([label, strokes])
}
