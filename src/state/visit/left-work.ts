import type { ModelInfo } from '../../worker/protocol'
import type { LinkedData } from '../address/linked-data'
import type { AppState } from '../app-state'
import type { ModelControl } from '../model-control'
import type { Notices } from '../notices'
import type { TrainingControl } from '../training-control'
import type { OpenVisit } from './open-visit'

export interface LeftWorkOptions {
  /** What the last visit left; null for nothing. */
  readonly left: () => Promise<OpenVisit['left']>
  readonly models: Pick<ModelControl, 'restore' | 'keptModel'>
  readonly training: Pick<TrainingControl, 'reopen'>
  readonly notices: Notices
  readonly get: () => AppState
  readonly set: (change: Pick<AppState, 'training'>) => void
  readonly show: (model: ModelInfo) => void
  readonly loadData: (data: LinkedData) => void
}

/** Brings back model, settings, data and run that the last visit left, once, and offers the run where it was cut off. */
export class LeftWork {
  private isRestored = false

  constructor(private readonly options: LeftWorkOptions) {}

  /** The first worker gets what was left, unless the visitor has asked for another model meanwhile; each later one what is kept. */
  async restore(started: ModelInfo): Promise<void> {
    const { get, left: lookUp, models, show } = this.options
    const left = this.isRestored ? null : await lookUp()
    const work = get().pickedPreset === null ? (left?.work ?? null) : null
    const model = await models.restore(started, work?.model)
    show(model)
    if (this.isRestored) return
    this.isRestored = true
    // It is the model that was left, or the page's own that was on the page then.
    if (left === null || work === null || (work.model !== null && models.keptModel !== work.model)) return
    this.reopen(left.address, work.run, model)
  }

  /** The run goes on, or is given up. */
  forgetRun(): void {
    this.options.notices.remove(({ error }) => error.code === 'run-left')
  }

  private reopen(
    { training, data }: Pick<NonNullable<OpenVisit['left']>['address'], 'training' | 'data'>,
    run: NonNullable<NonNullable<OpenVisit['left']>['work']>['run'],
    { name }: ModelInfo,
  ): void {
    const { get, set, loadData, notices } = this.options
    // Other data than those that the page loads by itself.
    if (data !== null) loadData(data)
    if (training !== null) set({ training: { ...get().training, ...training } })
    if (run === null) return
    this.options.training.reopen(run)
    const { state, keptStep, totalSteps } = run
    if (state !== 'cutOff' || keptStep === null) return
    const detail = { model: name, step: keptStep, totalSteps }
    notices.add({ code: 'run-left', detail, message: `A run was left at step ${keptStep}` }, { level: 'info', way: 'goOn' })
  }
}
