import type { RaceEntrant } from '../../worker/values/race'
import type { AppState } from '../app-state'
import type { KeptRun } from '../runs/kept-run'
import type { KeptRuns } from '../runs/kept-runs'
import { labelsFor, newId } from '../runs/names'
import { dataOf } from '../runs/recorder'
import { thinCurve } from '../runs/thin-curve'
import type { StepSeries } from '../series'
import type { RaceLane } from './race-state'

/** What a lane has come to, as its run is kept. */
export type LaneNews = Pick<RaceLane, 'epochs' | 'end' | 'seconds'>

/** Takes down what every network of a race does, as a run beside all others. */
export class LaneRecorder {
  private ids: readonly string[] = []

  constructor(
    private readonly kept: KeptRuns,
    private readonly get: () => AppState,
  ) {}

  /** Puts a run into the list for every network, and their curves alone into view. @returns names and colours */
  async begin(entrants: readonly RaceEntrant[], stepsPerEpoch: number): Promise<readonly Pick<KeptRun, 'name' | 'colour'>[]> {
    await this.kept.load()
    const began = Date.now()
    const runs = entrants.map((entrant, lane) => this.add(entrant, began + lane, stepsPerEpoch))
    this.ids = runs.map(({ id }) => id)
    this.kept.showOnly(this.ids)
    await this.kept.store(this.ids)
    return runs
  }

  /** More is known of a lane. */
  update(lane: number, { epochs, end, seconds }: LaneNews, series: StepSeries): void {
    const id = this.ids[lane]
    if (id === undefined) return
    const curve = thinCurve(series.view())
    this.kept.update({ id, epochs, seconds, curve, steps: curve.steps.at(-1) ?? 0, outcome: end?.state ?? 'running' })
  }

  store(lane: number): Promise<void> {
    return this.kept.store(this.ids.slice(lane, lane + 1))
  }

  private add({ name, spec, settings }: RaceEntrant, began: number, stepsPerEpoch: number): KeptRun {
    const { data, engine, runs } = this.get()
    const empty = new Float32Array(0)
    const run: KeptRun = {
      id: newId(),
      ...labelsFor(name, null, runs.runs),
      began,
      model: name,
      spec,
      settings,
      start: 'fresh',
      data: data.info === null ? { kind: 'mnist', trainCount: 0, testCount: 0 } : dataOf(data.info),
      engine: { kind: engine?.kind ?? 'cpu', adapter: engine?.adapter ?? '' },
      outcome: 'running',
      steps: 0,
      stepsPerEpoch,
      seconds: 0,
      epochs: [],
      curve: { steps: new Uint32Array(0), seconds: empty, loss: empty, accuracy: empty },
    }
    this.kept.add(run)
    return run
  }
}
