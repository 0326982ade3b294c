/** Width and height in pixels as a picture file states them, before any turning by its camera's orientation. */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** As much of a file's beginning as `pictureSize` and `isPictureHead` look at. Photographs may carry a preview in front of their size. */
export const PICTURE_HEAD_BYTES = 256 * 1024

/** Whether a file begins as a picture does, whatever its name says: PNG, JPEG, GIF, WebP, BMP, AVIF or HEIF, ICO, TIFF. */
export function isPictureHead(head: Uint8Array): boolean {
  const starts = (text: string, at = 0): boolean => {
    for (let index = 0; index < text.length; index++) if (head[at + index] !== text.charCodeAt(index)) return false
    return true
  }
  return (
    starts('\x89PNG') ||
    starts('\xff\xd8\xff') ||
    starts('GIF8') ||
    (starts('RIFF') && starts('WEBP', 8)) ||
    starts('BM') ||
    (starts('ftyp', 4) && ['avif', 'avis', 'mif1', 'heic', 'heix'].some((brand) => starts(brand, 8))) ||
    starts('\x00\x00\x01\x00') ||
    starts('II*\x00') ||
    starts('MM\x00*')
  )
}

/** Whether a file begins as those of MNIST do: IDX of bytes, or gzip. */
export function isDataHead([first, second, third]: Uint8Array): boolean {
  return (first === 0x1f && second === 0x8b) || (first === 0 && second === 0 && third === 8)
}

/**
 * Reads a picture's size from its header, so that a small file which would unpack to gigabytes is never decoded.
 *
 * @returns null for formats whose size is not looked up here, and for headers that make no sense
 * Sources: PNG (W3C) 11.2.2; GIF89a, section 18; RFC 9649 (WebP) 2.4 to 2.7; ITU-T T.81 (JPEG) B.2.2; BITMAPINFOHEADER.
 */
export function pictureSize(head: Uint8Array): PictureSize | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  try {
    if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) }
    if (view.getUint32(0) === 0x47494638) return { width: view.getUint16(6, true), height: view.getUint16(8, true) }
    if (view.getUint16(0) === 0x424d) return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) }
    if (view.getUint32(0) === 0x52494646 && view.getUint32(8) === 0x57454250) return webpSize(view)
    return view.getUint16(0) === 0xffd8 ? jpegSize(view) : null
  } catch (error) {
    // The header says that more follows than there is.
    if (error instanceof RangeError) return null
    throw error
  }
}

function webpSize(view: DataView): PictureSize | null {
  const uint24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  switch (view.getUint32(12)) {
    case 0x56503858: // VP8X: extended
      return { width: uint24(24) + 1, height: uint24(27) + 1 }
    case 0x5650384c: {
      // VP8L: lossless, 14 bits each behind a signature byte
      const bits = view.getUint32(21, true)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 0x56503820: // VP8: lossy
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    default:
      return null
  }
}

/** Walks the segments up to the frame header: SOF0 … SOF15 without DHT, JPG and DAC, which lie between them. */
function jpegSize(view: DataView): PictureSize | null {
  let at = 2
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}
