import { GatelightError } from '../../core/errors'

export type PictureFault =
  /** More bytes than any picture of a digit needs. */
  | 'bytes'
  /** More pixels than fit into memory once decoded, or a strip. */
  | 'pixels'
  /** Not a picture, broken, or of a format that this browser does not know. */
  | 'decode'
  /** Nothing in it stands out from its ground. */
  | 'blank'

const SENTENCES: Readonly<Record<PictureFault, readonly [message: string, hint: string]>> = {
  bytes: ['the file is larger than 32 MiB', 'Save the picture smaller and try again.'],
  pixels: ['the picture has too many pixels, or is far longer than wide', 'Cut the digit out, or save the picture smaller.'],
  decode: ['this browser cannot open it as a picture', 'Take a PNG, JPEG, WebP, GIF or SVG picture.'],
  blank: ['nothing in it stands out from its ground', 'Take a picture of one digit, dark on light or light on dark.'],
}

/** A picture that cannot be put on the pad. */
export class PictureError extends GatelightError {
  readonly code = 'picture'
  constructor(
    readonly detail: { readonly file: string; readonly fault: PictureFault },
    options?: ErrorOptions,
  ) {
    const [message, hint] = SENTENCES[detail.fault]
    super(`${detail.file}: ${message}`, hint, options)
  }
}
