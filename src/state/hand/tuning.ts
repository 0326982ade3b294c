import type { StoreApi } from 'zustand/vanilla'
import { DIGITS, isSameTask, taskOf } from '../../core/task'
import { describeModel } from '../../nn/spec/describe'
import { crossValidate } from '../../data/hand/cross-validation'
import { frozenBy, tuningSettings } from '../../nn/spec/tuning'
import type { WorkerClient } from '../../worker/client'
import { toErrorData } from '../../worker/error-data'
import type { Store } from '../app-state'
import { holdsSettings, isOver } from '../run-state'
import type { ModelAccess } from '../shelf/open-shelf'
import { tuningData, TUNING_SEED } from './tuning-data'
import { LEAST_DRAWINGS, type Remembered, type TuningState } from './hand-state'

export interface HandTuningOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly store: StoreApi<Store>
  readonly models: () => Pick<ModelAccess, 'modelFile' | 'openKept'> | null
  readonly now: () => number
}

/** Teaches the page's model a hand: measures on held-out drawings what that does, and then trains on all of them, as a run like any other. */
export class HandTuning {
  private wanted = 0
  private before: { readonly file: Uint8Array; readonly name: string } | null = null

  constructor(private readonly options: HandTuningOptions) {}

  async start(): Promise<void> {
    const { store } = this.options
    const { model, training, hand, status } = store.getState()
    const { stage, scope: wished } = hand.tuning
    if (stage !== null || model === null || status !== 'ready' || holdsSettings(training)) return
    if (hand.drawings.length < LEAST_DRAWINGS || !isSameTask(taskOf(model.spec), DIGITS)) return
    const description = describeModel(model.spec)
    // Another network may have no such layers.
    const scope = frozenBy(wished, description) === null ? 'all' : wished
    const frozen = frozenBy(scope, description) ?? []
    const turn = ++this.wanted
    const isWanted = (): boolean => turn === this.wanted
    this.set({ scope, stage: 'data', done: 0, total: 0, result: null, error: null, canGoBack: false })
    try {
      await this.teach(isWanted, frozen)
    } catch (error) {
      if (isWanted()) this.set({ stage: null, error: toErrorData(error) })
    }
  }

  /** Ends the measuring, or the run; what was measured before stays. */
  async stop(): Promise<void> {
    const { client, store } = this.options
    const { stage } = store.getState().hand.tuning
    if (stage === 'training') return store.getState().actions.stopTraining()
    if (stage === null) return
    this.wanted++
    this.set({ stage: null })
    await client.request('stopTuning', null)
  }

  /** Makes the model that was there before the page's own again. */
  async goBack(): Promise<void> {
    if (this.before === null) return
    await this.options.models()?.openKept(this.before.file, this.before.name)
    this.before = null
    this.set({ canGoBack: false })
  }

  private async teach(isWanted: () => boolean, frozen: readonly string[]): Promise<void> {
    const { client, store, models, now } = this.options
    const { actions, hand, data, model } = store.getState()
    const drawings = hand.drawings.map(({ label, strokes }) => ({ label, strokes }))
    const settings = tuningSettings({ frozen, seed: TUNING_SEED })
    const kind = data.info?.kind === 'built-in' ? 'built-in' : 'mnist'
    await actions.loadData(tuningData(kind, drawings))
    const { info } = store.getState().data
    // Why it is not there was told by the load.
    if (!isWanted() || info?.also?.some((other) => other.kind === 'hand') !== true) return this.set({ stage: null })
    const file = (await models()?.modelFile()) ?? null
    const { set, accuracy, total } = await client.request('evaluate', null)
    const remembered: Remembered = { set, accuracy, total }
    if (!isWanted()) return
    const labels = drawings.map(({ label }) => label)
    this.set({ stage: 'measuring' })
    const answers = await crossValidate({
      labels,
      seed: TUNING_SEED,
      now,
      isWanted,
      onProgress: (done, of) => isWanted() && this.set({ done, total: of }),
      tuneWithout: (heldOut) => client.request('tuneWithout', { hand: drawings, heldOut: [...heldOut], settings }),
    })
    await client.request('stopTuning', null)
    if (answers === null || !isWanted() || model === null) return
    this.before = file === null ? null : { file, name: model.name }
    const ids = hand.drawings.map(({ id }) => id)
    const result = { ...answers, ids, labels, model: model.name, scope: hand.tuning.scope, remembered, run: null, rememberedAfter: null }
    this.set({ stage: 'training', result })
    // The visitor's own settings come back with the next visit, as after a link.
    actions.adoptTraining({ settings, start: 'current' })
    await actions.startTraining()
    const { training } = store.getState()
    this.set({ canGoBack: this.before !== null, result: { ...result, run: training.runId } })
    await this.follow(training.runId)
  }

  /** Waits for the end of the run. */
  private async follow(run: string | null): Promise<void> {
    const { store } = this.options
    const isEnded = ({ training }: Store): boolean => training.runId !== run || training.state === 'idle' || isOver(training.state)
    if (!isEnded(store.getState())) {
      await new Promise<void>((resolve) => {
        const leave = store.subscribe((state) => {
          if (!isEnded(state)) return
          leave()
          resolve()
        })
      })
    }
    const { training, hand } = store.getState()
    const last = training.runId === run ? training.epochs.at(-1) : undefined
    const { result } = hand.tuning
    this.set({ stage: null })
    if (last === undefined || result?.run !== run) return
    const rememberedAfter = { set: last.evaluatedOn, accuracy: last.testAccuracy, total: last.evaluatedCount }
    this.set({ result: { ...result, rememberedAfter } })
  }

  private set(change: Partial<TuningState>): void {
    const { store } = this.options
    const { hand } = store.getState()
    store.setState({ hand: { ...hand, tuning: { ...hand.tuning, ...change } } })
  }
}
