import { integer, record, text } from '../../core/decode'
import { decodeUnitWeights } from '../values/units'
import type { Answer } from './definition'

/** The weights of a unit of a recurrent layer, as they are now. Fails with `spec` where the model has no such unit. */
export const unitWeights = { params: record({ layer: text, unit: integer() }), result: decodeUnitWeights }

export const answerUnitWeights: Answer<typeof unitWeights> = ({ layer, unit }, host) => host.unitWeights(layer, unit)
