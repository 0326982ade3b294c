import { nullable, record } from '../../core/decode'
import { decodeEngineChoice, decodeEngineInfo, decodeEngineReason, decodeEngineSpeeds } from '../values/engines'
import type { Answer } from './definition'

/** Brings the model to another engine; refused while training. When that cannot be had, the one before stays. */
export const useEngine = {
  params: record({ engine: decodeEngineChoice, speeds: nullable(decodeEngineSpeeds) }),
  result: record({ engine: decodeEngineInfo, reason: decodeEngineReason }),
}

export const answerUseEngine: Answer<typeof useEngine> = ({ engine, speeds }, host) =>
  host.changes(async () => {
    host.refuseWhileTraining('useEngine')
    const reason = await host.models.move(engine, speeds)
    return { engine: host.models.engineInfo, reason }
  })
