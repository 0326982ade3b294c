import { anyNumber, record } from '../../core/decode'
import { decodeRunSettings } from '../../nn/spec/training'
import { decodeSpec } from '../values/models'
import type { Answer } from './definition'

/**
 * What a training step of a network takes on the engine in use: it is made and trained for a moment beside the model of the page, on an
 * engine of its own. Refused while training.
 */
export const timeNetwork = {
  params: record({ spec: decodeSpec, settings: decodeRunSettings }),
  result: record({ stepMilliseconds: anyNumber }),
}

export const answerTimeNetwork: Answer<typeof timeNetwork> = ({ spec, settings }, host) =>
  host.changes(async () => {
    host.refuseWhileTraining('timeNetwork')
    return { stepMilliseconds: await host.timeStep(spec, settings) }
  })
