import { floats, integer, list, nullable, record, within } from '../../core/decode'
import { trainingRanges } from '../../nn/spec/training'
import { decodeSeed } from '../values/models'
import { decodeLesson } from '../values/writing'
import type { Answer } from './definition'

/** More drawings than anybody makes for it. */
const MOST = 1000

/**
 * Has the network that writes learn from a few drawings, in steps over all of them; `loadWriter` brings the one before back. Null while there is none.
 * The result is what it makes of these drawings before and after.
 */
export const teachWriter = {
  params: record({
    drawings: list(record({ label: integer(), sequence: floats }), MOST),
    epochs: integer(1, trainingRanges.epochs.max),
    learningRate: within(trainingRanges.learningRate.min, trainingRanges.learningRate.max),
    seed: decodeSeed,
  }),
  result: nullable(decodeLesson),
}

export const answerTeachWriter: Answer<typeof teachWriter> = ({ drawings, ...how }, { scribe }) => scribe.teach(drawings, how)
