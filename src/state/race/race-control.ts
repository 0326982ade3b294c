import { taskOf } from '../../core/task'
import type { WorkerClient } from '../../worker/client'
import type { WorkerEvent } from '../../worker/protocol'
import type { AppState } from '../app-state'
import { StepSeries } from '../series'
import { entrantsOf } from './entrants'
import type { LaneRecorder } from './lane-recorder'
import { isRacing, type RaceLane, type RaceState } from './race-state'

type Told<Type extends WorkerEvent['type']> = Extract<WorkerEvent, { readonly type: Type }>

/** Numbers beside the networks change at most this often, and their runs in the list, milliseconds. */
const FIGURES_MS = 150
const RUNS_MS = 1000

export interface RaceControlOptions {
  readonly client: Pick<WorkerClient, 'request'>
  readonly recorder: LaneRecorder
  readonly get: () => AppState
  readonly set: (change: Partial<RaceState>) => void
  /** Gets data where there are none. @throws what says why there are none */
  readonly prepareData: () => Promise<void>
  /** The networks are others, or know more. */
  readonly onMoved: () => void
}

/** The page's side of a race: begins and ends it, and shows and keeps what the worker tells of it. */
export class RaceControl {
  private series: readonly StepSeries[] = []
  private seconds: number[] = []
  private shownAt = -Infinity
  private keptAt = -Infinity
  private wasStopped = false

  constructor(private readonly options: RaceControlOptions) {}

  async start(): Promise<void> {
    const { client, get, set, recorder, prepareData, onMoved } = this.options
    if (isRacing(get().race)) return
    const before = get().race
    this.wasStopped = false
    set({ state: 'starting' })
    try {
      await prepareData()
      if (this.wasStopped) return set({ state: before.state })
      const { race, model, data } = get()
      const entrants = entrantsOf(race.plan, get(), data.info?.task ?? taskOf(model?.spec ?? {}))
      this.series = entrants.map(() => new StepSeries())
      this.seconds = entrants.map(() => 0)
      const lanes = entrants.map((entrant) => ({ ...noSteps, entrant, name: entrant.name, colour: 0 }))
      set({ lanes, readings: null })
      const begun = await client.request('startRace', { entrants })
      // Stop was pressed while the networks came up.
      if (this.wasStopped) await client.request('stopRace', null)
      const labels = await recorder.begin(entrants, begun.stepsPerEpoch)
      set({ ...begun, lanes: get().race.lanes.map((lane, place) => ({ ...lane, ...labels[place] })) })
      // What was told meanwhile was of runs that were not in the list.
      for (const place of entrants.keys()) this.keep(place)
      onMoved()
    } catch (error) {
      set({ state: before.state, lanes: before.lanes })
      throw error
    }
  }

  async stop(): Promise<void> {
    this.wasStopped = true
    if (this.options.get().race.state !== 'starting') await this.options.client.request('stopRace', null)
  }

  noteSteps({ lanes }: Told<'raceSteps'>): void {
    for (const { lane, seconds, ...report } of lanes) {
      this.series[lane]?.append(report, seconds)
      this.seconds[lane] = seconds
    }
    if (performance.now() - this.shownAt < FIGURES_MS) return
    this.show()
    this.options.onMoved()
  }

  noteEpoch({ lane, figures }: Told<'raceEpoch'>): void {
    const { trainingSeconds: _, ...epoch } = figures
    this.change(lane, ({ epochs }) => ({ epochs: [...epochs, epoch] }))
    this.keep(lane)
  }

  noteState({ state, ends }: Told<'raceState'>): void {
    const { get, set, onMoved } = this.options
    this.show()
    const before = get().race.lanes
    set({ state, lanes: before.map((lane, place) => ({ ...lane, end: ends[place] ?? null })) })
    for (const [lane, { end }] of before.entries()) if (end === null && (ends[lane] ?? null) !== null) this.keep(lane)
    onMoved()
  }

  /** The worker is gone, and the networks with it. */
  fail(): void {
    const { get, set } = this.options
    if (!isRacing(get().race)) return
    const { lanes } = get().race
    set({ state: 'over', readings: null, lanes: lanes.map((lane) => ({ ...lane, end: lane.end ?? { state: 'failed', error: null } })) })
    for (const lane of lanes.keys()) this.keep(lane)
  }

  /** Brings the figures on the page up to date, and now and then the runs in the list. */
  private show(): void {
    const { get, set } = this.options
    const now = performance.now()
    this.shownAt = now
    set({ lanes: get().race.lanes.map((lane, place) => ({ ...lane, ...this.figuresOf(place) })) })
    if (now - this.keptAt < RUNS_MS) return
    this.keptAt = now
    for (const [place, lane] of get().race.lanes.entries()) this.options.recorder.update(place, lane, this.series[place]!)
  }

  private figuresOf(place: number): Pick<RaceLane, 'step' | 'loss' | 'accuracy' | 'seconds'> {
    const { steps, smoothLoss, smoothAccuracy } = this.series[place]!.view()
    return {
      step: steps.at(-1) ?? 0,
      loss: smoothLoss.at(-1) ?? null,
      accuracy: smoothAccuracy.at(-1) ?? null,
      seconds: this.seconds[place]!,
    }
  }

  private change(place: number, change: (lane: RaceLane) => Partial<RaceLane>): void {
    const { get, set } = this.options
    set({ lanes: get().race.lanes.map((lane, other) => (other === place ? { ...lane, ...change(lane) } : lane)) })
  }

  private keep(place: number): void {
    const { recorder, get } = this.options
    const lane = get().race.lanes[place]
    if (lane === undefined) return
    recorder.update(place, { ...lane, ...this.figuresOf(place) }, this.series[place]!)
    void recorder.store(place)
  }
}

const noSteps = { step: 0, loss: null, accuracy: null, seconds: 0, epochs: [], end: null } as const
