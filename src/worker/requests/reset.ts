import { nothing, record } from '../../core/decode'
import { StateError } from '../../core/errors'
import { decodeModelInfo } from '../values/models'
import type { Answer } from './definition'

/** Ends training and brings back the model the page started with. */
export const reset = { params: nothing, result: record({ model: decodeModelInfo }) }

export const answerReset: Answer<typeof reset> = (_, host) =>
  host.changes(async () => {
    const { training, started } = host
    if (training.isActive) await training.stop('reset')
    await training.over
    const { firstModel } = started
    if (firstModel === null) throw new StateError({ action: 'reset', obstacle: { kind: 'noModel' } })
    return host.replaceModel('reset', () => firstModel)
  })
