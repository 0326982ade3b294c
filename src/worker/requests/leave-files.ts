import { nothing } from '../../core/decode'
import type { Answer } from './definition'

/** What was looked at is not wanted: its memory is free again. */
export const leaveFiles = { params: nothing, result: nothing }

export const answerLeaveFiles: Answer<typeof leaveFiles> = async (_, host) => {
  host.data.leave()
  return null
}
