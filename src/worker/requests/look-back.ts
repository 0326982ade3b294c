import { integer, nullable, record } from '../../core/decode'
import type { Answer } from './definition'

/**
 * Has the model of an earlier step of the run answer readings, weights and evaluations, in place of the page's own; for null the model as it is now again. A run
 * that is under way goes on. Answers with the step that is shown: the last one kept up to that, or null where no run is kept.
 */
export const lookBack = { params: record({ step: nullable(integer()) }), result: record({ step: nullable(integer()) }) }

export const answerLookBack: Answer<typeof lookBack> = async ({ step }, { past }) => ({ step: await past.lookAt(step) })
