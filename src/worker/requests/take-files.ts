import { decodeOwnChoices } from '../../data/own/understanding'
import { decodeDataLoad } from '../values/data'
import type { Answer } from './definition'

/** Puts what was looked at in the place of the data in use, as the visitor has decided; the model stays. */
export const takeFiles = { params: decodeOwnChoices, result: decodeDataLoad }

export const answerTakeFiles: Answer<typeof takeFiles> = async (choices, host) => {
  host.refuseWhileTraining('loadFiles')
  return host.data.take(choices)
}
