import { describe, expect, it } from 'vitest'
import { spoilPicture } from './spoil'
import { spoilKinds, spoilRanges } from './spoil-kinds'
import { warpPicture } from './warp'

const size = { height: 12, width: 10 }
const pixels = size.height * size.width
/** A bar in the middle. */
const bar = Float32Array.from({ length: pixels }, (_, pixel) => (Math.abs((pixel % 10) - 4.5) < 1 ? 1 : 0))
const total = (ink: Float32Array) => ink.reduce((sum, level) => sum + level, 0)
const at = { seed: 3, index: 7 }

describe.each(spoilKinds)('%s', (kind) => {
  const strength = spoilRanges[kind].steps[3]

  it('is decided by seed and place, and leaves the picture itself alone', () => {
    const before = bar.slice()
    const spoilt = spoilPicture(bar, size, { kind, strength }, at)
    expect(bar).toEqual(before)
    expect(spoilt).not.toEqual(bar)
    expect(spoilPicture(bar, size, { kind, strength }, at)).toEqual(spoilt)
    const others = [0, 1, 2, 3, 4, 5, 6, 8].map((index) => spoilPicture(bar, size, { kind, strength }, { ...at, index }))
    expect(others.some((other) => other.some((level, pixel) => level !== spoilt[pixel]))).toBe(true)
    expect(spoilt.every((level) => level >= 0 && level <= 1)).toBe(true)
  })

  it('does nothing at strength 0', () => {
    expect(spoilPicture(bar, size, { kind, strength: 0 }, at)).toEqual(bar)
  })
})

it('noise is as strong as it says', () => {
  const grey = new Float32Array(10_000).fill(0.5)
  const noisy = spoilPicture(grey, { height: 100, width: 100 }, { kind: 'noise', strength: 0.1 }, at)
  const mean = total(noisy) / 10_000
  const deviation = Math.sqrt(noisy.reduce((sum, level) => sum + (level - mean) ** 2, 0) / 10_000)
  expect(mean).toBeCloseTo(0.5, 2)
  expect(deviation).toBeCloseTo(0.1, 2)
})

it('a square is hidden, and no more than it', () => {
  const full = new Float32Array(pixels).fill(1)
  for (let index = 0; index < 50; index++) {
    const hidden = pixels - total(spoilPicture(full, size, { kind: 'hide', strength: 0.5 }, { seed: 1, index }))
    expect(hidden).toBeLessThanOrEqual(25)
    expect(hidden).toBeGreaterThan(0)
  }
})

it('a whole pixel of shift moves ink without blurring it', () => {
  const dot = new Float32Array(pixels)
  dot[5 * 10 + 5] = 1
  const moved = warpPicture(dot, size, { shift: [-2, 1] })
  expect(moved[4 * 10 + 7]).toBe(1)
  expect(total(moved)).toBe(1)
})

it('turning a picture half a turn turns it upside down', () => {
  const corner = new Float32Array(pixels)
  corner[0] = 1
  const turned = warpPicture(corner, size, { matrix: [-1, 0, 0, -1] })
  expect(turned.at(-1)).toBe(1)
  expect(total(turned)).toBe(1)
})
