import type { LabelledStrokes } from '../../data/hand/drawing'
import { TUNING } from '../../nn/spec/tuning'
import type { DataRequest } from '../../worker/values/data'

/** The same every time: the same drawings teach the same. */
export const TUNING_SEED = 1

/** What a hand is taught with. */
export function tuningData(kind: 'mnist' | 'built-in', hand: readonly LabelledStrokes[]): DataRequest {
  return { kind, train: TUNING.share, also: [{ kind: 'hand' }], hand, seed: TUNING_SEED }
}
