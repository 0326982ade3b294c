import { bytes, integer, record } from '../../core/decode'
import { StateError } from '../../core/errors'
import { buffersOf } from '../values/buffers'
import type { Answer, Transfer } from './definition'

/**
 * Makes the model of an earlier step of the run the page's own, as where a new run may begin, and gives it as safetensors, for the page to keep. Refused while
 * training.
 */
export const goBack = { params: record({ step: integer() }), result: record({ bytes }) }

export const answerGoBack: Answer<typeof goBack> = ({ step }, host) =>
  host.changes(async () => {
    const then = host.past.checkpointAt(step)
    if (then === null) throw new StateError({ action: 'goBack', obstacle: { kind: 'noPast' } })
    await host.replaceModel('goBack', () => then.checkpoint)
    return { bytes: host.checkpoints.encode(then.checkpoint) }
  })

export const transferGoBack: Transfer<typeof goBack> = (gone) => buffersOf([gone.bytes])
