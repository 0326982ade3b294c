import { anyNumber, bytes, choice, floats, integer, list, nullable, record } from '../../core/decode'
import { decodeErrorData } from '../../core/error-details'

/** By their types: what the worker tells of a network that learns to write. */
export const writerEvents = {
  /** Nats per point of every step's batch since this was told last. */
  writerSteps: record({
    /** 0-based over the whole run. */
    firstStep: integer(),
    losses: floats,
    points: floats,
    /** Of the run so far. */
    seconds: anyNumber,
  }),
  /** The network before the first epoch, and after each. */
  writerEpoch: record({
    /** Epochs of the run that are done. */
    epoch: integer(),
    /** Nats per point over the epoch's drawings as they were deformed; null before the first. */
    trainLoss: nullable(anyNumber),
    /** The same of drawings that no step sees. */
    loss: anyNumber,
    /** A digit of each class, [n,3], from the same seeds every time. */
    digits: list(floats, 100),
    /** The network as a file. */
    bytes,
    /** The same with all that the run needs to go on from here; null before the first epoch. */
    resume: nullable(bytes),
  }),
  writerState: record({ state: choice('running', 'paused', 'finished', 'stopped', 'failed'), error: nullable(decodeErrorData) }),
}
