import { bytes, record } from '../../core/decode'
import { decodeLane } from '../values/race'
import { buffersOf } from '../values/buffers'
import type { Answer, Transfer } from './definition'

/** Makes a network of the race the page's own, as it is now, and gives it as safetensors, for the page to keep. Refused while training. */
export const takeFromRace = { params: record({ lane: decodeLane }), result: record({ bytes }) }

export const answerTakeFromRace: Answer<typeof takeFromRace> = ({ lane }, host) =>
  host.changes(async () => {
    host.refuseWhileTraining('newModel')
    const taken = await host.raceTrack.checkpoint(lane)
    await host.replaceModel('newModel', () => taken)
    return { bytes: host.checkpoints.encode(taken) }
  })

export const transferTakeFromRace: Transfer<typeof takeFromRace> = (taken) => buffersOf([taken.bytes])
