import { integer, record } from '../../core/decode'
import { decodeEntrants } from '../values/race'
import type { Answer } from './definition'

/**
 * Begins a race of two to four untrained networks, which events tell of until it is over. Refused while a training is not over, and without data; the networks of
 * the race before go.
 */
export const startRace = {
  params: record({ entrants: decodeEntrants }),
  result: record({ totalSteps: integer(), stepsPerEpoch: integer() }),
}

export const answerStartRace: Answer<typeof startRace> = ({ entrants }, host) =>
  host.changes(async () => {
    host.refuseWhileTraining('race')
    const { dataset } = await host.dataInUse('race')
    for (const { spec } of entrants) host.requireTaskOf(spec, dataset.train)
    return host.raceTrack.start(entrants, dataset)
  })
