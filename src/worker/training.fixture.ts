import type { RunSettings } from '../nn/spec/training'
import type { Requests } from './requests/index'

type TrainParams = Requests['train']['params']

/** What `train` is asked with: fresh weights and a run that begins at once, unless said otherwise. */
export function training(settings: RunSettings, how: Partial<Omit<TrainParams, 'settings'>> = {}): TrainParams {
  return { settings, start: 'fresh', startPaused: false, ...how }
}
