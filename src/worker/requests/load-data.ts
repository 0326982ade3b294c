import { integer, record } from '../../core/decode'
import { decodeDataLoad } from '../values/data'
import { decodeDataSet } from '../../data/sets/registry'
import type { Answer } from './definition'

/** Tries every source of the set and falls back to what stands in for it, telling why in `failures`. A newer load overtakes an older one. */
export const loadData = {
  params: record(
    { kind: decodeDataSet },
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
