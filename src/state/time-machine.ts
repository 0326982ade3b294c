import { latestWins } from '../core/latest-wins'
import type { WorkerClient } from '../worker/client'
import type { WorkerEvent } from '../worker/protocol'
import type { AppState, PastState } from './app-state'
import { noPast } from './initial-state'
import { holdsSettings } from './run-state'

/** How long a moment is shown when they are played one after another, milliseconds. */
export const MOMENT_MS = 150

export interface TimeMachineOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly get: () => Pick<AppState, 'past' | 'training'>
  readonly set: (change: Partial<PastState>) => void
  /** Another moment is shown: everything is to be read again. */
  readonly onOther: () => void
  readonly stop: () => Promise<void>
  /** The page's model is another, which this file holds. */
  readonly onModel: (bytes: Uint8Array) => void
  /** Begins a run with the weights on the page. */
  readonly startFrom: () => Promise<void>
  readonly onError: (error: unknown) => void
}

/** Goes back through the last run: shows the network as it was after one of its steps, plays through them, and begins anew from there. */
export class TimeMachine {
  /** A slider asks faster than moments come. */
  private readonly looks = latestWins((step: number | null) => this.look(step))
  private timer: ReturnType<typeof setTimeout> | null = null

  constructor(private readonly options: TimeMachineOptions) {}

  /** Shows a moment, or for null the model as it is now. */
  async lookAt(step: number | null): Promise<void> {
    this.rest()
    await this.looks.request(step)
  }

  togglePlaying(): void {
    if (this.options.get().past.playing) return this.rest()
    const { moments, at } = this.options.get().past
    if (moments.length === 0) return
    this.options.set({ playing: true })
    const isAtEnd = at === null || at >= moments.at(-1)!
    void this.play(isAtEnd ? moments[0]! : at)
  }

  /** Stops the run if it goes on, and begins another with the weights of the moment that is shown. */
  async goOn(): Promise<void> {
    const { client, get, stop, startFrom, onModel } = this.options
    this.rest()
    const { at } = get().past
    if (at === null) return
    if (holdsSettings(get().training)) await stop()
    onModel((await client.request('goBack', { step: at })).bytes)
    await startFrom()
  }

  note({ steps, at }: Extract<WorkerEvent, { type: 'moments' }>): void {
    const { get, set, onOther } = this.options
    const before = get().past.at
    if (steps.length === 0) this.rest()
    set({ moments: steps, ...(at === null && { at: null }) })
    if (at === null && before !== null) onOther()
  }

  /** The worker died, and what it kept with it. */
  clear(): void {
    this.rest()
    this.options.set(noPast)
  }

  private rest(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    if (this.options.get().past.playing) this.options.set({ playing: false })
  }

  private async look(step: number | null): Promise<void> {
    const { client, set, onOther } = this.options
    const shown = await client.request('lookBack', { step })
    set({ at: shown.step })
    onOther()
  }

  private async play(step: number): Promise<void> {
    const { get, onError } = this.options
    try {
      const begin = performance.now()
      await this.looks.request(step)
      const { playing, moments } = get().past
      if (!playing) return
      const next = moments.find((moment) => moment > step)
      if (next === undefined) return this.rest()
      this.timer = setTimeout(() => void this.play(next), Math.max(0, MOMENT_MS - (performance.now() - begin)))
    } catch (error) {
      this.rest()
      onError(error)
    }
  }
}
