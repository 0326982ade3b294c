import { toErrorData } from '../../worker/error-data'
import { printable } from '../../core/printable'
import { type KeptRun, MOST_LETTERS } from './kept-run'
import type { RunStorage } from './run-storage'
import { MOST_CHOSEN, type RunsState } from './runs-state'
import { unitsOf } from './units'

export interface KeptRunsOptions {
  readonly storage: Pick<RunStorage, 'load' | 'put' | 'delete' | 'pin'>
  readonly get: () => RunsState
  readonly set: (change: Partial<RunsState>) => void
}

/**
 * The list of runs and its storage. What cannot be stored is kept for this visit, and the state says why; what is changed is shown at once, and stored
 * behind it.
 */
export class KeptRuns {
  /** Reads what earlier visits have kept; the second call waits for the first. */
  readonly load: () => Promise<void>
  /** Kept for this visit alone. */
  private readonly unstored = new Set<string>()
  /** What was shown before the last run was deleted. */
  private before: Pick<RunsState, 'chosen' | 'baseline'> = { chosen: [], baseline: null }

  constructor(private readonly options: KeptRunsOptions) {
    let loading: Promise<void> | null = null
    this.load = () => (loading ??= this.read())
  }

  private async read(): Promise<void> {
    const { storage, get, set } = this.options
    set({ state: 'loading' })
    try {
      const { runs, baseline, damaged } = await storage.load()
      const units = unitsOf(runs)
      const isThere = units.some(({ id }) => id === baseline)
      const newest = units.slice(-2).map(({ id }) => id)
      const chosen = isThere && baseline !== null ? [...new Set([baseline, ...newest])] : newest
      set({ state: 'ready', runs, damaged, baseline: isThere ? baseline : null, chosen: get().chosen.length > 0 ? get().chosen : chosen })
    } catch (error) {
      set({ state: 'ready', problem: toErrorData(error) })
    }
  }

  /** A run that begins: it is in the list, and its curve is shown. */
  add(run: KeptRun): void {
    const { get, set } = this.options
    const { runs, chosen } = get()
    const id = run.group?.id ?? run.id
    set({ runs: [...runs, run], chosen: [...chosen.filter((other) => other !== id), id].slice(-MOST_CHOSEN) })
  }

  /** Shows the curves of these runs and of no others. */
  showOnly(ids: readonly string[]): void {
    this.options.set({ chosen: ids })
  }

  /** More of a run is known; nothing where it was deleted meanwhile. */
  update(run: Pick<KeptRun, 'id'> & Partial<KeptRun>): void {
    const { get, set } = this.options
    set({ runs: get().runs.map((before) => (before.id === run.id ? { ...before, ...run } : before)) })
  }

  /** Stores runs as they are now. */
  async store(ids: readonly string[]): Promise<void> {
    const { storage, get, set } = this.options
    const runs = get().runs.filter(({ id }) => ids.includes(id))
    if (runs.length === 0) return
    const others = get().runs.filter(({ id }) => !ids.includes(id) && !this.unstored.has(id)).length
    const isStored = await this.attempt(() => storage.put(runs, others))
    for (const { id } of runs) {
      if (isStored) this.unstored.delete(id)
      else this.unstored.add(id)
    }
    if (isStored && this.unstored.size === 0 && get().problem !== null) set({ problem: null })
  }

  /** @param id  of a run, or of a group */
  async rename(id: string, typed: string): Promise<void> {
    const { get, set } = this.options
    if (typed.trim() === '') return
    const name = printable(typed).slice(0, MOST_LETTERS)
    const renamed = (run: KeptRun): KeptRun => {
      if (run.group?.id === id) return { ...run, group: { id, name } }
      return run.id === id ? { ...run, name } : run
    }
    set({ runs: get().runs.map(renamed) })
    await this.store(this.membersOf(id))
  }

  /** @param id  of a run, or of a group */
  async delete(id: string): Promise<void> {
    const { storage, get, set } = this.options
    const ids = this.membersOf(id)
    const { runs, chosen, baseline } = get()
    const left = runs.filter((run) => !ids.includes(run.id))
    const isLeft = (unit: string): boolean => left.some((run) => run.id === unit || run.group?.id === unit)
    const next = baseline !== null && isLeft(baseline) ? baseline : null
    this.before = { chosen, baseline }
    set({ runs: left, deleted: runs.filter((run) => ids.includes(run.id)), chosen: chosen.filter(isLeft), baseline: next })
    await this.attempt(async () => {
      await storage.delete(ids)
      if (next !== baseline) await storage.pin(next)
    })
    for (const gone of ids) this.unstored.delete(gone)
    // There may be room now.
    await this.store([...this.unstored])
  }

  /** Has back what was deleted last, shown as it was, and as the baseline if it was that and no other is by now. */
  async undoDelete(): Promise<void> {
    const { get, set } = this.options
    const { runs, deleted, chosen, baseline } = get()
    const all = [...runs, ...deleted].toSorted((a, b) => a.began - b.began)
    const isThere = (unit: string): boolean => all.some((run) => run.id === unit || run.group?.id === unit)
    const shown = [...new Set([...this.before.chosen, ...chosen])].filter(isThere).slice(-MOST_CHOSEN)
    set({ runs: all, deleted: [], chosen: shown })
    await this.store(deleted.map(({ id }) => id))
    if (baseline === null && this.before.baseline !== null && isThere(this.before.baseline)) await this.pin(this.before.baseline)
  }

  /** @param id  of a run or a group that the others are compared with; null for none */
  async pin(id: string | null): Promise<void> {
    const { storage, set } = this.options
    set({ baseline: id })
    await this.attempt(() => storage.pin(id))
  }

  /** All were deleted. */
  forget(): void {
    this.unstored.clear()
    this.options.set({ runs: [], damaged: 0, problem: null, chosen: [], baseline: null, deleted: [] })
  }

  private membersOf(id: string): readonly string[] {
    return this.options.get().runs.flatMap((run) => (run.id === id || run.group?.id === id ? run.id : []))
  }

  /** @returns whether it was stored; why not is in the state, until all is stored again */
  private async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      this.options.set({ problem: toErrorData(error) })
      return false
    }
  }
}
