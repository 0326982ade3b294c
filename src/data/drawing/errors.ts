import type { ErrorDetail } from '../../core/error-details'
import { GatelightError } from '../../core/gatelight-error'

/**
 * `unreadable`: a folder, or a file that has gone meanwhile. `bytes`: more bytes than any picture of a digit needs. `pixels`: more pixels than fit into memory once decoded, or a strip.
 * `decode`: not a picture, broken, or of a format that this browser does not know. `blank`: nothing in it stands out from its ground.
 * `crowded`: several things do, apart from one another.
 * `noise`: the browser does not give its pixels. `notSearched`: the finder cannot be had, or does not answer.
 */
export type PictureFault = ErrorDetail<'picture'>['fault']

/** A picture that cannot be put on the pad. */
export class PictureError extends GatelightError {
  readonly code = 'picture'
  constructor(
    readonly detail: ErrorDetail<'picture'>,
    options?: ErrorOptions,
  ) {
    super('A picture cannot be put on the pad', detail, options)
  }
}
