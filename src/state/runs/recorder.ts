import { type LatestWins, latestWins } from '../../core/latest-wins'
import type { AppState, TrainingStatus } from '../app-state'
import type { TrainingSeries } from '../series'
import type { KeptRun, RunData, RunOutcome } from './kept-run'
import type { KeptRuns } from './kept-runs'
import { labelsFor, newId } from './names'
import { thinCurve } from './thin-curve'

/** While a run goes on, what is known of it comes into the list at most this often, milliseconds. */
const INTERVAL_MS = 1000

type Made = Pick<KeptRun, 'id' | 'began' | 'model' | 'spec' | 'start' | 'data' | 'engine'>
type Come = Pick<KeptRun, 'settings' | 'outcome' | 'steps' | 'stepsPerEpoch' | 'seconds' | 'epochs' | 'curve'>

/** A run on its way into the list. */
interface Recording {
  readonly made: Made
  readonly group: string | null
  /** As they were at the beginning: the learning rate in the panel may be turned. */
  readonly settings: KeptRun['settings']
  come: Come
  /** One storing at a time: of several states that wait, the newest. */
  readonly storing: LatestWins<null, void>
  /** `waiting`: for the runs of earlier visits, among which it gets its name. */
  place: 'none' | 'waiting' | 'listed'
}

export interface RecorderOptions {
  readonly runs: KeptRuns
  readonly series: TrainingSeries
  readonly get: () => AppState
}

/** Takes down every run: what it is made of when it begins, and what has come of it, again and again until it is over. Nothing waits for it. */
export class RunRecorder {
  private recording: Recording | null = null
  private lastTaken = -Infinity

  constructor(private readonly options: RecorderOptions) {}

  /** The run has moved on, or another has begun. @param before  null where it is seen for the first time */
  note(training: TrainingStatus, before: TrainingStatus | null): void {
    const { state } = training
    const isAnother = state === 'idle' || (state === 'starting' && training.keptStep === null)
    if (isAnother) this.recording = null
    if (isAnother || state === 'starting') return
    this.recording ??= this.begin(training)
    if (this.recording === null) return
    const isNews = before === null || hasNews(training, before)
    const isSoon = this.recording.place === 'listed' && performance.now() - this.lastTaken < INTERVAL_MS
    if (isSoon && !isNews) return
    this.take(this.recording, training)
    if (isNews) void this.store(this.recording)
  }

  private begin(training: TrainingStatus): Recording | null {
    const { model, data, engine, runs } = this.options.get()
    if (model === null || data.info === null || engine === null) return null
    const { settings, start } = training
    const made: Made = {
      // A run that goes on from an earlier visit has its place in the list already.
      id: training.runId ?? newId(),
      began: Date.now(),
      model: model.name,
      spec: model.spec,
      start,
      data: dataOf(data.info),
      engine: { kind: engine.kind, adapter: engine.adapter },
    }
    return {
      made,
      group: runs.turn?.group ?? null,
      settings,
      come: this.comeOf(settings, training),
      storing: latestWins(() => this.options.runs.store([made.id])),
      place: 'none',
    }
  }

  private take(recording: Recording, training: TrainingStatus): void {
    this.lastTaken = performance.now()
    recording.come = this.comeOf(recording.settings, training)
    if (recording.place === 'listed') this.options.runs.update({ id: recording.made.id, ...recording.come })
    else if (recording.place === 'none' && recording.come.steps > 0) void this.list(recording)
  }

  private async list(recording: Recording): Promise<void> {
    const { runs, get } = this.options
    recording.place = 'waiting'
    await runs.load()
    const { made, group, come } = recording
    if (get().runs.runs.some(({ id }) => id === made.id)) runs.update({ id: made.id, ...come })
    else runs.add({ ...made, ...labelsFor(made.model, group, get().runs.runs), ...come })
    recording.place = 'listed'
    await this.store(recording)
  }

  private async store({ place, storing }: Recording): Promise<void> {
    if (place === 'listed') await storing.request(null)
  }

  private comeOf(settings: KeptRun['settings'], training: TrainingStatus): Come {
    const curve = thinCurve(this.options.series.view())
    const { rateChanges, stepsPerEpoch, epochs } = training
    return {
      settings: { ...settings, schedule: { ...settings.schedule, changes: rateChanges } },
      outcome: outcomeOf(training),
      steps: curve.steps.at(-1) ?? 0,
      stepsPerEpoch,
      seconds: curve.seconds.at(-1) ?? 0,
      epochs,
      curve,
    }
  }
}

/** What is worth storing: the end of an epoch or of the run, a rest. */
function hasNews(training: TrainingStatus, before: TrainingStatus): boolean {
  return (['state', 'epochs', 'stepsPerEpoch', 'rateChanges'] as const).some((name) => training[name] !== before[name])
}

function outcomeOf({ state }: TrainingStatus): RunOutcome {
  return state === 'finished' || state === 'stopped' || state === 'failed' ? state : 'running'
}

/** What is kept of the sets that a run learns from. */
export function dataOf({ kind, trainCount, testCount, also }: RunData): RunData {
  const others = also?.map((other) => ({ kind: other.kind, trainCount: other.trainCount }))
  return { kind, trainCount, testCount, ...(others && { also: others }) }
}
