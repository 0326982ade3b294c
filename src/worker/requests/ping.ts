import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** Answered at once by a worker that is alive. */
export const ping = { params: nothing, result: nothing }

export const answerPing: Answer<typeof ping> = async () => null
