import { integer, nullable, record, text } from '../../core/decode'
import { decodeMostActive, MAX_EXAMPLES } from '../values/units'
import type { Answer } from './definition'

/**
 * The test pictures, of a few hundred, on which a unit of a layer with time is most active; of built-in digits where no data are loaded. Takes seconds the
 * first time and lets all readings go first; null while weights change, when they or the data became others meanwhile, or where there is no such unit.
 */
export const mostActive = {
  params: record({ layer: text, unit: integer(), count: integer(1, MAX_EXAMPLES) }),
  result: nullable(decodeMostActive),
}

export const answerMostActive: Answer<typeof mostActive> = ({ layer, unit, count }, { unitSurvey }) =>
  unitSurvey.mostActive(layer, unit, count)
