import { type Decoded, floats, instance, integer, record, tagged, within } from '../../core/decode'

/** What page and finder say to each other. */

/** A picture to look at: [height,width,4] RGBA bytes. */
export const decodePixels = record({ pixels: instance(Uint8ClampedArray, 'a Uint8ClampedArray'), width: integer(1), height: integer(1) })

export type Pixels = Decoded<typeof decodePixels>

const place = within(0, 1e5)

const found = record({
  /** Where the digit is, in pixels of the picture. */
  region: record({ left: place, top: place, width: place, height: place }),
  /** The digit as it lies on the pad, [height,width] in 0…1. */
  sheet: record({ data: floats, width: integer(1), height: integer(1) }),
})

/** What was seen: one digit; nothing; or several things that stand out, and the one that stands out most. */
export const decodeLook = tagged('kind', { blank: record({}), ink: found, crowded: found })

export type Look = Decoded<typeof decodeLook>
