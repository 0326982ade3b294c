import { DIGITS, pixelCount } from '../core/task'
import type { AppState, Cursor, LensState, PastState, SurgeryState, TrainingStatus } from './app-state'
import { emptyHand } from './hand/hand-state'
import { noRows } from './rows/rows-state'
import { noWriting } from './writing/writing-state'
import { noHardOnes } from './hard-ones'
import { freshJudge } from './judge-state'
import type { PageEnvironment } from './environment'
import type { Preferences } from './preferences'
import { noRace } from './race/race-state'
import { noRuns } from './runs/runs-state'
import { emptyShelf } from './shelf/shelf-state'
import { closedWatch } from './watch/watch-state'

/** Where the scan begins in a model that nobody has looked at yet. */
export const freshCursor: Cursor = { layer: null, step: 0, playing: false, unit: null, signal: null, isGiven: false }

/** Nothing is held. */
export const freshSurgery: SurgeryState = { isOpen: false, holds: [], reading: null }

/** The gradient lens before anyone looks through it. */
export const closedLens: LensState = {
  isOpen: false,
  label: null,
  reading: null,
  kept: null,
  withSaliency: false,
  withRnn: false,
  rnn: null,
}

/** No run that could be looked back at. */
export const noPast: PastState = { moments: [], at: null, playing: false }

/** A training panel with nothing in it but its settings. */
export function idleTraining({ settings, start }: Pick<TrainingStatus, 'settings' | 'start'>): TrainingStatus {
  return {
    state: 'idle',
    runId: null,
    settings,
    start,
    step: 0,
    totalSteps: 0,
    stepsPerEpoch: 0,
    imagesPerSecond: null,
    secondsLeft: null,
    loss: null,
    accuracy: null,
    evaluating: null,
    epochs: [],
    planned: null,
    rateChanges: [],
    keptStep: null,
    trouble: null,
    ending: null,
  }
}

export function initialState(
  { theme, language, curves, settings, start, speeds, tourStop, own }: Preferences,
  { engine: engineChoice, storedFormat, embed }: Pick<PageEnvironment, 'engine' | 'storedFormat' | 'embed'>,
): AppState {
  return {
    embed: embed?.form ?? null,
    status: 'starting',
    engine: null,
    engineReason: null,
    engineChoice,
    storedFormat,
    engineSpeeds: speeds,
    engineFigures: null,
    engineWork: null,
    model: null,
    pickedPreset: null,
    pickedProgress: null,
    data: { info: null, loading: null, failures: [], own, look: null },
    drawing: { picture: new Float32Array(pixelCount(DIGITS.input)), label: null, isEmpty: true },
    dictation: embed === null || embed.digit === null ? null : { digit: embed.digit },
    hardOnes: noHardOnes,
    judge: freshJudge,
    trace: null,
    rowReading: null,
    cursor: freshCursor,
    unitOrder: { by: 'number', orders: {}, sorting: null },
    surgery: freshSurgery,
    lens: closedLens,
    training: idleTraining({ settings, start }),
    past: noPast,
    watch: closedWatch,
    runs: noRuns,
    shelf: emptyShelf,
    hand: emptyHand,
    writing: noWriting,
    rows: noRows,
    race: noRace,
    composition: null,
    profile: { state: 'none' },
    notices: [],
    view: { theme, language, tab: 'gates', curves },
    tour: { isOpen: false, stop: tourStop },
  }
}
