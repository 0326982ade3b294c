import { bytes, flag, integer, nullable, record } from '../../core/decode'
import { decodeWriterPlan } from '../../nn/spec/writing/writer-plan'
import type { Answer } from './definition'

/** Begins to train a network that writes, which events tell of until it is over; the training before ends. */
export const trainWriter = {
  params: record({
    plan: decodeWriterPlan,
    /** The file of a network to go on from; null for fresh weights. */
    from: nullable(bytes),
    /** The run of that file goes on. */
    isResumed: flag,
  }),
  result: record({ totalSteps: integer(), stepsPerEpoch: integer() }),
}

export const answerTrainWriter: Answer<typeof trainWriter> = async ({ plan, from, isResumed }, { writerTraining, checkpoints }) =>
  writerTraining.start(plan, from === null ? null : checkpoints.decodeWriter(from), isResumed)
