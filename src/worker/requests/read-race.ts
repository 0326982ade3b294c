import { list, nullable, record } from '../../core/decode'
import { MOST_ENTRANTS } from '../values/race'
import { decodeReading, decodeTrace, traceBuffers } from '../values/trace'
import type { Answer, Transfer } from './definition'

/** Reads a picture with every network of the race; null for one that cannot read any more, and none where there is no race. */
export const readRace = { params: decodeReading, result: record({ traces: list(nullable(decodeTrace), MOST_ENTRANTS) }) }

export const answerReadRace: Answer<typeof readRace> = async ({ image, options }, { raceTrack }) => ({
  traces: await raceTrack.read(image, options),
})

export const transferReadRace: Transfer<typeof readRace> = ({ traces }) => traces.flatMap(traceBuffers)
