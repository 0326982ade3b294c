import { nullable, record } from '../../core/decode'
import { decodeEngineChoice, decodeEngineInfo, decodeEngineReason, decodeEngineSpeeds, decodeStoredFormat } from '../values/engines'
import type { Answer } from './definition'

/** Brings the model to another engine, or to one that stores otherwise; refused while training. When that cannot be had, the one before stays; half precision gives way as in `start`. */
export const useEngine = {
  params: record({ engine: decodeEngineChoice, speeds: nullable(decodeEngineSpeeds) }, { format: decodeStoredFormat }),
  result: record({ engine: decodeEngineInfo, reason: decodeEngineReason }),
}

export const answerUseEngine: Answer<typeof useEngine> = ({ engine, speeds, format }, host) =>
  host.changes(async () => {
    host.refuseWhileTraining('useEngine')
    const reason = await host.models.move(engine, speeds, format)
    return { engine: host.models.engineInfo, reason }
  })
