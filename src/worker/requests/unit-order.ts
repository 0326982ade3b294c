import { nullable, record, text } from '../../core/decode'
import { decodeUnitOrder } from '../values/units'
import type { Answer } from './definition'

/**
 * Compares a layer's units on test pictures, built-in digits where no data are loaded; between two pictures all readings have their turn.
 * A newer request overtakes an older one, which gets null; so does one whose model was replaced meanwhile, or has no such layer with time.
 */
export const unitOrder = { params: record({ layer: text }), result: nullable(decodeUnitOrder) }

export const answerUnitOrder: Answer<typeof unitOrder> = ({ layer }, { unitOrders }) => unitOrders.of(layer)
