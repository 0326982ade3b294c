import { integer, nullable, record, wholeText } from '../../core/decode'
import { decodeEngineChoice, decodeEngineInfo, decodeEngineReason, decodeEngineSpeeds, decodeStoredFormat } from '../values/engines'
import { decodeModelInfo } from '../values/models'
import type { Answer } from './definition'

/** More would be a mistake, whatever the machine. */
const MAX_THREADS = 64

/** First of all: brings up an engine and a model. A failing WebGPU falls back to the CPU unless it was asked for. */
export const start = {
  params: record(
    {
      engine: decodeEngineChoice,
      /** A model that cannot be had is replaced by fresh weights of the first preset, told by an `error` event; null asks for those. */
      modelUrl: nullable(wholeText),
      dataBaseUrl: wholeText,
    },
    {
      /** Measured here before. */
      speeds: nullable(decodeEngineSpeeds),
      /** Of the CPU; default: as many as the machine has use for. */
      threads: integer(1, MAX_THREADS),
      /** Half precision gives way where the adapter has none, told by an `error` event. */
      format: decodeStoredFormat,
    },
  ),
  result: record({ engine: decodeEngineInfo, reason: decodeEngineReason, model: decodeModelInfo }),
}

export const answerStart: Answer<typeof start> = ({ engine, modelUrl, dataBaseUrl, speeds, threads, format }, host) =>
  host.changes(async () => {
    const { models, checkpoints, started } = host
    host.refuseWhileTraining('start')
    started.dataBaseUrl = dataBaseUrl
    const reason = await models.start(engine, checkpoints.first(modelUrl), speeds, { threads, format })
    started.firstModel = models.checkpoint
    return { engine: models.engineInfo, reason, model: models.info }
  })
