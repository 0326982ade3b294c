import { GatelightError } from '../src/core/gatelight-error'
import { describeError } from '../src/ui/kit/errors'
import { errors } from '../src/ui/kit/messages/en/errors'
import { toErrorData } from '../src/worker/error-data'

/** What went wrong, for people at a terminal: what the page would say of an error of this project, else the error's own message. */
export function explain(error: unknown): string {
  if (!(error instanceof GatelightError)) return error instanceof Error ? error.message : String(error)
  const { message, hint, original } = describeError(toErrorData(error), { errors })
  return [message, hint, ...(original === undefined ? [] : [`(${original})`])].join(' ')
}
