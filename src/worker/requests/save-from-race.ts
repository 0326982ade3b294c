import { bytes, record } from '../../core/decode'
import { buffersOf } from '../values/buffers'
import { decodeLane } from '../values/race'
import type { Answer, Transfer } from './definition'

/** A network of the race as safetensors, as it is now. */
export const saveFromRace = { params: record({ lane: decodeLane }), result: record({ bytes }) }

export const answerSaveFromRace: Answer<typeof saveFromRace> = async ({ lane }, { raceTrack, checkpoints }) => ({
  bytes: checkpoints.encode(await raceTrack.checkpoint(lane)),
})

export const transferSaveFromRace: Transfer<typeof saveFromRace> = (saved) => buffersOf([saved.bytes])
