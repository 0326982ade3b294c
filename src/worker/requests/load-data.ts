import { integer, record } from '../../core/decode'
import { decodeDataLoad, decodeDataSourceKind } from '../values/data'
import type { Answer } from './definition'

/** `mnist` tries every source and falls back to built-in digits, telling why in `failures`. A newer load overtakes an older one. */
export const loadData = {
  params: record(
    { kind: decodeDataSourceKind },
    {
      /** Takes no more than that many training and test examples; of built-in digits it makes as many. */
      limit: integer(1),
    },
  ),
  result: decodeDataLoad,
}

export const answerLoadData: Answer<typeof loadData> = async ({ kind, limit }, host) => {
  host.refuseWhileTraining('loadData')
  return host.data.load(kind, host.started.dataBaseUrl, limit)
}
