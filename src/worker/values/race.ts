import {
  anyNumber,
  choice,
  counts,
  floats,
  integer,
  list,
  nullable,
  record,
  refuse,
  text,
  type Decoded,
  type Decoder,
} from '../../core/decode'
import { decodeErrorData } from '../../core/error-details'
import { parseModelSpec } from '../../nn/spec/parse'
import { decodeEpochFigures } from '../../nn/spec/run-events'
import { decodeRunSettings } from '../../nn/spec/training'

/** So many networks race: the drawing is read by all of them, side by side. */
export const MOST_ENTRANTS = 4

/** A network of a race, untrained, and how it learns. */
const decodeEntrant = record({ name: text, spec: parseModelSpec, settings: decodeRunSettings })

export type RaceEntrant = Decoded<typeof decodeEntrant>

/** What decides which examples a batch has, and how many batches there are. */
const SHARED = ['epochs', 'batchSize', 'seed', 'validation'] as const

/** Two to four networks that learn from the same batches. */
export const decodeEntrants: Decoder<readonly RaceEntrant[]> = (value, path) => {
  const entrants = list(decodeEntrant, MOST_ENTRANTS)(value, path)
  const [first] = entrants
  if (first === undefined || entrants.length < 2) return refuse(path, `2 to ${MOST_ENTRANTS} networks`, value)
  for (const name of SHARED) {
    const other = entrants.findIndex(({ settings }) => settings[name] !== first.settings[name])
    if (other !== -1) return refuse(`${path}[${other}].settings.${name}`, String(first.settings[name]), entrants[other]!.settings[name])
  }
  return entrants
}

/** A network's place among those that were asked for. */
export const decodeLane = integer(0, MOST_ENTRANTS - 1)

/** By their types. */
export const raceEvents = {
  /** What the lanes have done since this was told last. */
  raceSteps: record({
    lanes: list(
      record({
        lane: decodeLane,
        /** 0-based index of the first step over the whole run; the arrays have one entry per step. */
        firstStep: integer(),
        losses: floats,
        correct: counts,
        examples: counts,
        /** That the lane has spent on its steps so far. */
        seconds: anyNumber,
      }),
      MOST_ENTRANTS,
    ),
  }),
  raceEpoch: record({ lane: decodeLane, figures: decodeEpochFigures }),
  raceState: record({
    state: choice('running', 'paused', 'over'),
    /** How each lane has ended; null for one that goes on. */
    ends: list(nullable(record({ state: choice('finished', 'stopped', 'failed'), error: nullable(decodeErrorData) })), MOST_ENTRANTS),
  }),
}
