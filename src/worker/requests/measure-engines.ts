import { nothing } from '../../core/decode'
import { decodeMachineFigures } from '../values/engines'
import type { Answer } from './definition'

/** Trains and reads for a moment on either engine, some seconds in all; refused while training. */
export const measureEngines = { params: nothing, result: decodeMachineFigures }

export const answerMeasureEngines: Answer<typeof measureEngines> = (_, host) =>
  host.changes(() => {
    host.refuseWhileTraining('measureEngines')
    return host.measureEngines()
  })
