import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decodePng } from '../../../scripts/animation/decode-png'
import { changes, encodeApng } from './apng'
import { chunk, encodePng, type Picture, SIGNATURE, uint32 } from './png'

/** Opaque pixels that no filter makes all equal. */
function pictureOf(width: number, height: number, seed = 1): Picture {
  const data = Uint8Array.from({ length: 4 * width * height }, (_, at) => (at % 4 === 3 ? 255 : (at * at * seed + 31 * at) % 256))
  return { width, height, data }
}

/** Every chunk's type and content. */
function chunksOf(file: Uint8Array): { type: string; content: Buffer }[] {
  const bytes = Buffer.from(file)
  const chunks: { type: string; content: Buffer }[] = []
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    chunks.push({ type: bytes.toString('latin1', at + 4, at + 8), content: bytes.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}

describe('a PNG', () => {
  it.each([
    [1, 1],
    [7, 5],
    [64, 3],
    [300, 900],
  ])('of %i × %i comes back as it was', async (width, height) => {
    const picture = pictureOf(width, height)
    expect(decodePng(await encodePng(picture))).toEqual(picture)
  })

  it.each([0, 1, 2, 3, 4])('with filter %i and no alpha is read as its specification says', (filter) => {
    const [width, height] = [3, 2]
    const rgb = Uint8Array.from({ length: 3 * width * height }, (_, at) => (37 * at * at) % 256)
    const at = (x: number, y: number): number => (x < 0 || y < 0 ? 0 : rgb[9 * y + x]!)
    const lines = Array.from({ length: height }, (_, y) => {
      const line = Array.from({ length: 9 }, (_, x) => {
        const [a, b, c] = [at(x - 3, y), at(x, y - 1), at(x - 3, y - 1)]
        const p = a + b - c
        const nearest = [a, b, c].reduce((best, value) => (Math.abs(p - value) < Math.abs(p - best) ? value : best))
        return (rgb[9 * y + x]! - [0, a, b, Math.floor((a + b) / 2), nearest][filter]! + 256) % 256
      })
      return [filter, ...line]
    })
    const ihdr = chunk('IHDR', uint32(width, height), Uint8Array.of(8, 2, 0, 0, 0))
    const file = Buffer.concat([SIGNATURE, ihdr, chunk('IDAT', deflateSync(Uint8Array.from(lines.flat()))), chunk('IEND')])
    const { data } = decodePng(file)
    expect([...data].filter((_, index) => index % 4 !== 3)).toEqual([...rgb])
  })

  it('of another kind is refused', () => {
    const palette = Buffer.concat([SIGNATURE, chunk('IHDR', uint32(1, 1), Uint8Array.of(8, 3, 0, 0, 0)), chunk('IEND')])
    expect(() => decodePng(palette)).toThrow(RangeError)
  })
})

describe('an animation', () => {
  it('stores what changes, and nothing else', () => {
    const before = pictureOf(8, 6)
    const data = Uint8Array.from(before.data)
    data.set([1, 2, 3, 255], 4 * (2 * 8 + 3))
    data.set([4, 5, 6, 255], 4 * (4 * 8 + 5))
    const patch = changes(before, { ...before, data })
    expect(patch).toMatchObject({ left: 3, top: 2, width: 3, height: 3 })
    expect([...patch.data.subarray(0, 8)]).toEqual([1, 2, 3, 255, 0, 0, 0, 0])
    expect([...patch.data.subarray(-4)]).toEqual([4, 5, 6, 255])
    expect(changes(before, before)).toMatchObject({ width: 1, height: 1 })
  })

  it('shows its first picture where animations are not known, and numbers its parts', async () => {
    const frames = [1, 2, 3].map((seed) => ({ picture: pictureOf(5, 4, seed), milliseconds: 100 * seed }))
    const file = await encodeApng(frames)
    expect(decodePng(file)).toEqual(frames[0]!.picture)
    const chunks = chunksOf(file)
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'acTL', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'fcTL', 'fdAT', 'IEND'])
    const numbered = chunks.filter(({ type }) => type === 'fcTL' || type === 'fdAT')
    expect(numbered.map(({ content }) => content.readUInt32BE(0))).toEqual([0, 1, 2, 3, 4])
    const controls = chunks.filter(({ type }) => type === 'fcTL')
    expect(controls.map(({ content }) => content.readUInt16BE(20))).toEqual([100, 200, 300])
  })

  it('shows a picture of its own where animations are not known, which is no part of it', async () => {
    const frames = [1, 2].map((seed) => ({ picture: pictureOf(5, 4, seed), milliseconds: 100 }))
    const still = pictureOf(5, 4, 9)
    const file = await encodeApng(frames, { still })
    expect(decodePng(file)).toEqual(still)
    expect(chunksOf(file).map(({ type }) => type)).toEqual(['IHDR', 'acTL', 'IDAT', 'fcTL', 'fdAT', 'fcTL', 'fdAT', 'IEND'])
  })

  it('needs frames, all of one size', async () => {
    await expect(encodeApng([])).rejects.toThrow(RangeError)
    const frames = [pictureOf(5, 4), pictureOf(4, 5)].map((picture) => ({ picture, milliseconds: 100 }))
    await expect(encodeApng(frames)).rejects.toThrow(RangeError)
  })
})
