import { describe, expect, it } from 'vitest'
import { decodeQR } from 'qr/decode.js'
import { type Code, codeOf, MOST_CODED } from './code'

/** Pixels per module. */
const SCALE = 4

/** What a camera reads of the code on white paper. */
function seen({ side, path }: Code): string {
  const size = side * SCALE
  const data = new Uint8ClampedArray(4 * size * size).fill(255)
  for (const [, x = 0, y = 0, length = 0] of [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)].map((match) => match.map(Number))) {
    for (let row = y * SCALE; row < (y + 1) * SCALE; row++) {
      for (let column = x * SCALE; column < (x + length) * SCALE; column++)
        data.fill(0, 4 * (row * size + column), 4 * (row * size + column) + 3)
    }
  }
  return decodeQR({ width: size, height: size, data })
}

describe('the code of a link', () => {
  it.each(['https://example.test/', `https://example.test/gatelight/#v1/gates?ink=${'aZ09-_'.repeat(70)}&model=row-lstm`])(
    'is read back by a decoder: %.40s',
    (text) => {
      const code = codeOf(text)
      expect(code && seen(code)).toBe(text)
    },
  )

  it('has a light border of four modules', () => {
    const code = codeOf('https://example.test/')
    const places = [...(code?.path ?? '').matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)])
    expect(Math.min(...places)).toBe(4)
    expect(Math.max(...places)).toBeLessThan((code?.side ?? 0) - 4)
  })

  it('stays coarse enough for a screen, or there is none', () => {
    expect(codeOf('x'.repeat(MOST_CODED))?.side).toBeLessThanOrEqual(97 + 8)
    expect(codeOf('x'.repeat(MOST_CODED + 1))).toBeNull()
  })
})
