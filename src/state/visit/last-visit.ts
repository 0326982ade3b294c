import type { StoreApi } from 'zustand/vanilla'
import { loadPart } from '../../core/load-part'
import { withinLimit } from '../../core/within-limit'
import { toErrorData } from '../../worker/error-data'
import type { ErrorData } from '../../worker/protocol'
import type { Store } from '../app-state'
import type { PageEnvironment } from '../environment'
import { firstAnswer } from '../first-answer'
import type { KeptModel } from '../kept-model'
import { Notices } from '../notices'
import { isUnderWay } from '../run-state'
import { VisitStorageError } from './errors'
import type { OpenVisit } from './open-visit'
import type { VisitKeeper } from './visit-keeper'

/** The page waits so long for what the last visit left, milliseconds: then it begins anew, and stores nothing over it. */
const OPENING_MS = 5_000

export interface LastVisitOptions {
  readonly environment: Pick<PageEnvironment, 'mayHaveLeft' | 'openVisit' | 'guardLeaving'>
  /** The model as it was last worth keeping. */
  readonly keptModel: () => KeptModel | null
}

/**
 * What the last visit left, and what this one leaves. Nothing is stored before all that was left is back on the page, and nothing where it could not be
 * read: what is there stays.
 */
export class LastVisit {
  /** Null where nothing can have been left: then the visit is opened when the page has answered. */
  private readonly before: Promise<{ readonly visit: OpenVisit | null } | null>
  private keeper: VisitKeeper | null = null
  private problem: ErrorData | null = null
  /** Of this visit, and not stored. */
  private hasUnstored = false
  private store: StoreApi<Store> | null = null

  constructor(private readonly options: LastVisitOptions) {
    this.before = this.openBefore()
  }

  /** @returns null where there is nothing, or nothing that can be had */
  async left(): Promise<OpenVisit['left']> {
    return (await this.before)?.visit?.left ?? null
  }

  /** Shows view and drawing as they were left. @returns whether there was anything, when they are handed on */
  async showPage(store: StoreApi<Store>): Promise<boolean> {
    const left = await this.left()
    if (left === null) return false
    const { view, drawing } = left.address
    const { actions } = store.getState()
    if (view !== null) actions.setTab(view)
    if (drawing !== null) actions.putOnPad(drawing)
    return true
  }

  /** The model of the page is up, as it was left or as it begins: what the visitor does from now on is stored. */
  async follow(store: StoreApi<Store>): Promise<void> {
    if (this.store !== null) return
    this.store = store
    const { guardLeaving } = this.options.environment
    guardLeaving({ isAsking: () => this.wouldLose(), onLeave: () => this.keeper?.flush() })
    let isChanged = false
    const stopWatching = store.subscribe(() => (isChanged = true))
    const visit = await this.visit(store)
    if (visit === null) {
      stopWatching()
      // A browser that stores nothing is no news to those who have chosen it; what is there and cannot be read is.
      if (this.problem !== null && isOfAnotherVersion(this.problem)) this.tell(this.problem)
      return
    }
    if (visit.hasOthers) this.notices.add({ code: 'second-tab', detail: {}, message: 'Another tab has this page open' }, { level: 'info' })
    const { VisitKeeper: Keeper } = await loadPart(() => import('./visit-keeper'))
    if (visit.left !== null) {
      const { drawn, showPlaces } = await loadPart(() => import('../address/open'))
      await drawn(store, visit.left.address.drawing)
      showPlaces(store, visit.left.address)
    }
    this.keeper = new Keeper({
      storage: visit.storage,
      slot: visit.slot,
      store,
      series: store.getState().series,
      keptModel: this.options.keptModel,
      onProblem: (problem) => this.noteProblem(problem),
    })
    stopWatching()
    if (isChanged) this.keeper.noteChange()
    if (this.hasUnstored) this.keeper.noteWork()
  }

  /** Stores nothing more. */
  end(): void {
    this.keeper?.end()
    this.keeper = null
    this.problem = null
    this.hasUnstored = false
  }

  /** There is another model worth keeping. */
  noteWork(): void {
    this.hasUnstored = true
    if (this.keeper !== null) this.keeper.noteWork()
    else if (this.problem !== null) this.tell(this.problem)
  }

  private async openBefore(): Promise<{ readonly visit: OpenVisit | null } | null> {
    return (await this.options.environment.mayHaveLeft()) ? { visit: await this.open(false) } : null
  }

  /** The visit of this tab; one that begins can wait until the page has answered. */
  private async visit(store: StoreApi<Store>): Promise<OpenVisit | null> {
    const before = await this.before
    if (before !== null) return before.visit
    await firstAnswer(store)
    return this.open(true)
  }

  private async open(beginsAnew: boolean): Promise<OpenVisit | null> {
    const late = (): VisitStorageError => new VisitStorageError({ action: 'read', reason: { kind: 'silent' } })
    try {
      return await withinLimit(this.options.environment.openVisit(beginsAnew), OPENING_MS, late)
    } catch (error) {
      this.problem = toErrorData(error)
      return null
    }
  }

  private noteProblem(problem: ErrorData | null): void {
    this.problem = problem
    this.hasUnstored = problem !== null
    if (problem === null) this.notices.remove(({ error }) => error.code === 'visit-storage')
    else this.tell(problem)
  }

  /** Told once, however often it fails. */
  private tell(problem: ErrorData): void {
    if (this.store === null || this.store.getState().notices.some(({ error }) => error.code === problem.code)) return
    this.notices.add(problem, { level: 'info', way: 'save' })
  }

  private wouldLose(): boolean {
    if (this.store === null) return false
    const { training, race } = this.store.getState()
    const isRacing = race.state === 'running' || race.state === 'paused'
    return isUnderWay(training.state) || isRacing || (this.problem !== null && this.hasUnstored)
  }

  private get notices(): Notices {
    const { store } = this
    return new Notices({
      get: () => store?.getState().notices ?? [],
      set: (notices) => store?.setState({ notices }),
    })
  }
}

function isOfAnotherVersion(problem: ErrorData): boolean {
  return problem.code === 'visit-storage' && (problem.detail.reason.kind === 'newer' || problem.detail.reason.kind === 'blocked')
}
