import type { StoreApi } from 'zustand/vanilla'
import { latestWins } from '../../core/latest-wins'
import { toErrorData } from '../../worker/error-data'
import type { ErrorData } from '../../worker/protocol'
import { linkOf } from '../address/of-state'
import { writeRoute } from '../address/route'
import type { AppState, Store } from '../app-state'
import type { KeptModel } from '../kept-model'
import { isCutOff } from '../run-state'
import { copyOf, type TrainingSeries } from '../series'
import type { VisitedPage, VisitedRun, VisitedWork } from './visit'
import type { VisitStorage } from './visit-storage'

/** A change is stored this long after it, with what changed meanwhile, milliseconds. */
const REST_MS = 500

/** What an address says of the page depends on these. */
const SHOWN = ['view', 'drawing', 'cursor', 'surgery', 'lens', 'data'] as const

export interface VisitKeeperOptions {
  readonly storage: Pick<VisitStorage, 'putPage' | 'putAll'>
  readonly slot: string
  readonly store: Pick<StoreApi<Store>, 'getState' | 'subscribe'>
  readonly series: TrainingSeries
  /** The model as it was last worth keeping. */
  readonly keptModel: () => KeptModel | null
  /** Why nothing is stored; null once it is again. */
  readonly onProblem: (problem: ErrorData | null) => void
}

/** Stores what the visitor has on the page, again and again: the page soon after it has changed, model and run whenever there is a new state of them to go on from. */
export class VisitKeeper {
  private resting: ReturnType<typeof setTimeout> | null = null
  private readonly pages = latestWins(async () => this.options.storage.putPage(this.options.slot, await this.page()))
  private readonly works = latestWins(async (work: VisitedWork) => this.options.storage.putAll(this.options.slot, await this.page(), work))
  private isNoted = false
  private readonly stop: () => void

  constructor(private readonly options: VisitKeeperOptions) {
    this.stop = options.store.subscribe((state, before) => {
      const isOther = state.model?.spec !== before.model?.spec || state.training.settings !== before.training.settings
      if (isOther || SHOWN.some((part) => state[part] !== before[part])) this.noteChange()
      const { training } = state
      const hasEnded = training.state !== before.training.state && (training.state === 'finished' || training.state === 'stopped')
      if (hasEnded || (training.state === 'idle' && before.training.state !== 'idle')) this.noteWork()
    })
  }

  /** Model or run are worth keeping, once all that changes with them has changed. */
  noteWork(): void {
    if (this.isNoted) return
    this.isNoted = true
    queueMicrotask(() => {
      this.isNoted = false
      const { keptModel, store, series } = this.options
      const work = { model: keptModel(), run: runOf(store.getState(), series) }
      void this.attempt(() => this.works.request(work))
    })
  }

  /** The page is left, or put aside: what rests is stored at once. */
  flush(): void {
    if (this.resting === null) return
    clearTimeout(this.resting)
    this.resting = null
    void this.attempt(() => this.pages.request(null))
  }

  end(): void {
    this.stop()
    if (this.resting !== null) clearTimeout(this.resting)
  }

  /** Something of the page has changed. */
  noteChange(): void {
    // While a run goes on there is no rest.
    this.resting ??= setTimeout(() => this.flush(), REST_MS)
  }

  private async page(): Promise<VisitedPage> {
    const state = this.options.store.getState()
    const saved = Date.now()
    const hash = await linkOf(state).then(
      (link) => link.hash,
      // A drawing that fits into no address.
      () => writeRoute(state.view.tab),
    )
    return { hash, saved }
  }

  private async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
      this.options.onProblem(null)
    } catch (error) {
      this.options.onProblem(toErrorData(error))
    }
  }
}

/** The run that the panel shows; null for none, and for one of which nothing can be gone on from. */
function runOf({ training }: Pick<AppState, 'training'>, series: TrainingSeries): VisitedRun | null {
  const { runId, settings, planned, start, step, totalSteps, stepsPerEpoch, keptStep, epochs, rateChanges, state } = training
  if (runId === null || planned === null || state === 'idle') return null
  const isOver = state === 'finished' || state === 'stopped'
  if (!isOver && keptStep === null) return null
  return {
    id: runId,
    state: isOver ? state : 'cutOff',
    settings,
    planned: { ...settings, schedule: { ...planned, changes: rateChanges } },
    start,
    step: isOver || isCutOff(training) ? step : (keptStep ?? step),
    totalSteps,
    stepsPerEpoch,
    keptStep,
    epochs,
    series: copyOf(series.view()),
  }
}
