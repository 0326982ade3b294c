import { open } from 'node:fs/promises'
import { join } from 'node:path'

const PIXELS = 28 * 28
/** Pictures that are written at once. */
const PIECE = 4096

/** Writes IDX files of pictures with a bar in ten places, as a visitor may have them. @returns their paths */
export async function writeIdx(folder: string, pictures: number): Promise<readonly string[]> {
  const paths = [join(folder, 'train-images-idx3-ubyte'), join(folder, 'train-labels-idx1-ubyte')] as const
  const images = await open(paths[0], 'w')
  const labels = await open(paths[1], 'w')
  try {
    await images.write(head(0x0803, pictures, 28, 28))
    await labels.write(head(0x0801, pictures))
    for (let from = 0; from < pictures; from += PIECE) {
      const count = Math.min(PIECE, pictures - from)
      const levels = new Uint8Array(count * PIXELS)
      for (let index = 0; index < count; index++) {
        const left = 2 + 2 * ((from + index) % 10)
        for (let y = 4; y < 24; y++) levels.fill(200, index * PIXELS + 28 * y + left, index * PIXELS + 28 * y + left + 4)
      }
      await images.write(levels)
      await labels.write(Uint8Array.from({ length: count }, (_, index) => (from + index) % 10))
    }
  } finally {
    await images.close()
    await labels.close()
  }
  return paths
}

function head(magic: number, ...sizes: readonly number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * (1 + sizes.length)))
  for (const [place, value] of [magic, ...sizes].entries()) bytes.setUint32(4 * place, value)
  return new Uint8Array(bytes.buffer)
}
