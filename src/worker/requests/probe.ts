import { integer, nullable, record } from '../../core/decode'
import { decodeProbe, probeBuffers } from '../values/probe'
import type { Answer, Transfer } from './definition'

/**
 * Looks into the network as it was after a step of the run: norms of gradients and of weights, the size of the next step, and histograms. A run that is under
 * way goes on. Null where the weights of exactly this step are not kept.
 */
export const probe = { params: record({ step: integer() }), result: nullable(decodeProbe) }

export const answerProbe: Answer<typeof probe> = ({ step }, { probes }) => probes.take(step)

export const transferProbe: Transfer<typeof probe> = probeBuffers
