import { nullable } from '../../core/decode'
import { decodeDrawing, decodeFollowed, followedBuffers } from '../values/writing'
import type { Answer, Transfer } from './definition'

/** What the network that writes expected at every point of a drawing that somebody else made, with all its signals; null while there is none. */
export const followPen = { params: decodeDrawing, result: nullable(decodeFollowed) }

export const answerFollowPen: Answer<typeof followPen> = ({ sequence, label, clamps }, { scribe }) => scribe.follow(sequence, label, clamps)

export const transferFollowPen: Transfer<typeof followPen> = followedBuffers
