import type { StoreApi } from 'zustand/vanilla'
import { TimeShare } from '../../core/time-share'
import { isWorkerLost, type WorkerClient } from '../../worker/client'
import { toErrorData } from '../../worker/error-data'
import type { RunProbe } from '../../worker/protocol'
import type { Store } from '../app-state'
import { nextMoment } from './next-moment'
import type { WatchState } from './watch-state'

/** Of the time that looking into a run may take while the run goes on. */
const SHARE = 0.05
/** After a moment that was gone: the page is about to hear of it. */
const GONE_MS = 500

/**
 * Has the worker look into the moments of the run, one after another, as long as somebody watches: while the run goes on it takes no more than its share of
 * the time, afterwards one follows the other.
 */
export function followMoments(store: StoreApi<Store>, client: Pick<WorkerClient, 'request'>): void {
  const watch = new RunWatch(store, client)
  store.subscribe((state, before) => {
    if (state.past.moments !== before.past.moments) watch.noteMoments(state.past.moments, before.past.moments)
    const isAnother =
      state.watch.isOpen !== before.watch.isOpen || state.view.tab !== before.view.tab || state.training.state !== before.training.state
    if (isAnother || state.past.moments !== before.past.moments || state.status !== before.status) watch.goOn()
  })
}

class RunWatch {
  private readonly share = new TimeShare(SHARE, () => performance.now())
  private timer: ReturnType<typeof setTimeout> | null = null
  private isAsking = false
  /** Changes when what is asked for is no more of the run. */
  private run = 0
  /** Those that were the newest when they were looked into: how far their next step moves was not known. */
  private readonly early = new Set<number>()

  constructor(
    private readonly store: StoreApi<Store>,
    private readonly client: Pick<WorkerClient, 'request'>,
  ) {}

  /** Other moments are kept: what is known of those that are gone goes with them. */
  noteMoments(now: readonly number[], before: readonly number[]): void {
    // The first and the newest always stay, unless the run begins anew or goes back.
    const newest = before.at(-1)
    if (newest !== undefined && !now.includes(newest)) this.run++
    const isAnother = now.length < 2
    const { probes } = this.store.getState().watch
    const left = isAnother ? [] : probes.filter(({ step }) => now.includes(step))
    if (isAnother) this.early.clear()
    if (left.length < probes.length || isAnother) this.set({ probes: left, error: null })
  }

  /** Looks into the next moment now, or when it is time to. */
  goOn(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    const step = this.next()
    if (step === null || this.isAsking) return
    const wait = this.isRunning ? this.share.wait : 0
    if (wait === 0) void this.ask(step)
    else this.goOnAfter(wait)
  }

  private goOnAfter(milliseconds: number): void {
    this.timer = setTimeout(() => this.goOn(), milliseconds)
  }

  private get isRunning(): boolean {
    return this.store.getState().training.state === 'running'
  }

  /** Null while nobody watches, or all is known. */
  private next(): number | null {
    const { watch, view, past, status } = this.store.getState()
    if (!watch.isOpen || watch.error !== null || view.tab !== 'train' || status !== 'ready') return null
    const newest = past.moments.at(-1)
    const known = new Set(watch.probes.flatMap(({ step }) => (this.early.has(step) && step !== newest ? [] : step)))
    // The newest moment of a run that goes on is soon not the newest.
    return nextMoment(this.isRunning ? past.moments.slice(0, -1) : past.moments, known)
  }

  private async ask(step: number): Promise<void> {
    const { run } = this
    this.isAsking = true
    if (step === this.store.getState().past.moments.at(-1)) this.early.add(step)
    else this.early.delete(step)
    try {
      const probe = await this.client.request('probe', { step })
      this.isAsking = false
      if (probe === null) return this.goOnAfter(GONE_MS)
      this.share.note(probe.milliseconds)
      if (run === this.run && this.store.getState().past.moments.includes(step)) this.add(probe)
      this.goOn()
    } catch (error) {
      this.isAsking = false
      // A crash is told, and takes the moments along.
      if (!isWorkerLost(error)) this.set({ error: toErrorData(error) })
    }
  }

  private add(probe: RunProbe): void {
    const others = this.store.getState().watch.probes.filter(({ step }) => step !== probe.step)
    this.set({ probes: [...others, probe].toSorted((a, b) => a.step - b.step) })
  }

  private set(change: Partial<WatchState>): void {
    this.store.setState({ watch: { ...this.store.getState().watch, ...change } })
  }
}
