import { decodeDataLoad, decodeDataRequest } from '../values/data'
import type { Answer } from './definition'

/** Tries every source of the set and falls back to what stands in for it, telling why in `failures`. A newer load overtakes an older one. */
export const loadData = { params: decodeDataRequest, result: decodeDataLoad }

export const answerLoadData: Answer<typeof loadData> = async (asked, host) => {
  host.refuseWhileTraining('loadData')
  return host.data.load(asked, host.started.dataBaseUrl)
}
