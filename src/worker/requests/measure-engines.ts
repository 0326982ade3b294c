import { nothing } from '../../core/decode'
import { decodeEngineSpeeds } from '../values/engines'
import type { Answer } from './definition'

/** Trains for a moment on either engine, a few seconds in all; refused while training. */
export const measureEngines = { params: nothing, result: decodeEngineSpeeds }

export const answerMeasureEngines: Answer<typeof measureEngines> = (_, host) =>
  host.changes(() => {
    host.refuseWhileTraining('measureEngines')
    return host.measureEngines()
  })
