import { describe, expect, it } from 'vitest'
import { hashString, Random } from '../../../src/core/random'
import { LETTERS } from '../../../src/testing/sets/letters'
import { corruptionKinds, corruptions, corruptSet } from './index'
import { CENTRE, PIXELS, SIDE } from './picture'

/** A 7 of soft strokes, not in the middle. */
const seven = Float32Array.from({ length: PIXELS }, (_, pixel) => {
  const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)]
  const bar = y >= 6 && y <= 8 && x >= 9 && x <= 18
  const stem = y > 8 && y <= 20 && Math.abs(x - (18 - (y - 8) / 2)) < 1.5
  return bar ? (y === 7 ? 1 : 0.6) : stem ? 0.9 : 0
})

type Kind = keyof typeof corruptions

function corrupt(kind: Kind, seed = 1, ink = seven): Float32Array {
  return corruptions[kind](ink, new Random(seed, hashString(kind), 0))
}

const SEEDS = Array.from({ length: 30 }, (_, seed) => seed)

function mass(ink: Float32Array): number {
  return ink.reduce((sum, level) => sum + level, 0)
}

/** The centre of mass, and how far the ink lies from it along both axes. */
function moments(ink: Float32Array) {
  const mean = (of: (x: number, y: number) => number) =>
    ink.reduce((sum, level, pixel) => sum + level * of(pixel % SIDE, Math.floor(pixel / SIDE)), 0) / mass(ink)
  const [x, y] = [mean((column) => column), mean((_, row) => row)]
  return {
    x,
    y,
    width: Math.sqrt(mean((column) => (column - x) ** 2)),
    height: Math.sqrt(mean((_, row) => (row - y) ** 2)),
    slant: mean((column, row) => (column - x) * (row - y)),
  }
}

/** Pixels that differ visibly. */
function changed(before: Float32Array, after: Float32Array): number[] {
  return Array.from(before.keys()).filter((pixel) => Math.abs(before[pixel]! - after[pixel]!) > 0.02)
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

const RANDOM = corruptionKinds.filter(({ kind }) => !['scale', 'brightness', 'stripe', 'canny edges'].includes(kind))

describe('the corruptions of MNIST-C', () => {
  it('are fifteen', () => {
    expect(corruptionKinds).toHaveLength(15)
  })

  describe.each(corruptionKinds)('$kind', ({ kind, corrupt: corruption }) => {
    const run = (seed: number, ink = seven) => corruption(ink, new Random(seed, hashString(kind), 3))

    it('makes a picture of the same size in 0…1, another one than before, which stays', () => {
      const before = seven.slice()
      for (const seed of SEEDS) {
        const after = run(seed)
        expect(after).toHaveLength(PIXELS)
        expect(after.every((level) => level >= 0 && level <= 1)).toBe(true)
        expect(changed(seven, after).length).toBeGreaterThan(5)
      }
      expect(seven).toEqual(before)
    })

    it('makes the same of the same seed, and numbers of an empty picture', () => {
      expect(run(5)).toEqual(run(5))
      expect(run(5, new Float32Array(PIXELS)).every((level) => level >= 0 && level <= 1)).toBe(true)
    })
  })

  it.each(RANDOM)('$kind differs between seeds', ({ corrupt: corruption, kind }) => {
    const all = new Set(SEEDS.map((seed) => corruption(seven, new Random(seed, hashString(kind), 0)).join()))
    expect(all.size).toBeGreaterThan(1)
  })
})

describe('what a corruption does', () => {
  it('shot noise: counts of three photons at most, right on average, and none where no ink is', () => {
    const noisy = SEEDS.map((seed) => corrupt('shot noise', seed))
    expect(new Set(noisy.flatMap((ink) => [...ink]))).toEqual(new Set([0, 1, 2, 3].map((count) => Math.fround(count / 3))))
    expect(noisy.every((ink) => ink.every((level, pixel) => seven[pixel]! > 0 || level === 0))).toBe(true)
    // Counts above three are cut off, so that full ink loses some.
    const half = new Float32Array(PIXELS).fill(1 / 3)
    expect(meanOf([...corrupt('shot noise', 1, half)])).toBeCloseTo(1 / 3, 1)
  })

  it('impulse noise: 17 % of the pixels are black or white, half of them each', () => {
    const grey = new Float32Array(PIXELS).fill(0.5)
    const levels = SEEDS.flatMap((seed) => [...corrupt('impulse noise', seed, grey)])
    const share = (level: number) => levels.filter((found) => found === level).length / levels.length
    expect(share(0)).toBeCloseTo(0.085, 2)
    expect(share(1)).toBeCloseTo(0.085, 2)
    expect(share(0.5)).toBeCloseTo(0.83, 2)
  })

  it.each(['glass blur', 'motion blur'] as const)('%s: keeps the ink but spreads it', (kind) => {
    for (const seed of SEEDS) {
      const blurred = corrupt(kind, seed)
      expect(Math.abs(mass(blurred) / mass(seven) - 1)).toBeLessThan(0.02)
      const [before, after] = [moments(seven), moments(blurred)]
      expect(after.width ** 2 + after.height ** 2).toBeGreaterThan(before.width ** 2 + before.height ** 2 + 0.5)
      expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(3)
    }
  })

  it('motion blur: along a line that is nearer to level than to upright', () => {
    const dot = new Float32Array(PIXELS)
    dot[14 * SIDE + 24] = 1
    for (const seed of SEEDS) {
      const { width, height } = moments(corrupt('motion blur', seed, dot))
      expect(width).toBeGreaterThan(1)
      expect(height).toBeLessThan(width + 0.2)
    }
  })

  it('shear: upright lines lean over to either side, level lines stay level', () => {
    const upright = new Float32Array(PIXELS)
    for (let y = 4; y < 24; y++) upright[y * SIDE + 13] = 1
    const slants = SEEDS.map((seed) => moments(corrupt('shear', seed, upright)).slant)
    expect(Math.min(...slants)).toBeLessThan(-5)
    expect(Math.max(...slants)).toBeGreaterThan(5)
    const level = new Float32Array(PIXELS)
    for (let x = 4; x < 24; x++) level[14 * SIDE + x] = 1
    for (const seed of SEEDS) expect(Math.abs(moments(corrupt('shear', seed, level)).slant)).toBeLessThan(0.5)
  })

  it('scale: seven tenths of the size around the centre', () => {
    const [before, after] = [moments(seven), moments(corrupt('scale'))]
    expect(after.width / before.width).toBeCloseTo(0.7, 1)
    expect(after.height / before.height).toBeCloseTo(0.7, 1)
    expect(after.x - CENTRE).toBeCloseTo(0.7 * (before.x - CENTRE), 0)
    expect(mass(corrupt('scale')) / mass(seven)).toBeCloseTo(0.49, 1)
  })

  it('rotate: by 23° either way, with as much ink', () => {
    const level = new Float32Array(PIXELS)
    for (let x = 6; x < 22; x++) level.fill(1, 14 * SIDE + x, 14 * SIDE + x + 1)
    const angles = SEEDS.map((seed) => {
      const turned = corrupt('rotate', seed, level)
      expect(mass(turned) / mass(level)).toBeCloseTo(1, 1)
      const { width, height, slant } = moments(turned)
      return Math.atan2(2 * slant, width ** 2 - height ** 2) / 2
    })
    for (const angle of angles) expect(Math.abs(angle)).toBeCloseTo(0.4, 1)
    expect(new Set(angles.map(Math.sign))).toEqual(new Set([-1, 1]))
  })

  it('brightness: ground and ink half a level higher', () => {
    const bright = corrupt('brightness')
    expect(Math.min(...bright)).toBe(0.5)
    expect(bright.every((level, pixel) => level >= seven[pixel]!)).toBe(true)
  })

  it('translate: three pixels along both axes, into all four corners', () => {
    const { x, y } = moments(seven)
    const moves = SEEDS.map((seed) => {
      const moved = moments(corrupt('translate', seed))
      return `${(moved.x - x).toFixed(2)} ${(moved.y - y).toFixed(2)}`
    })
    expect(new Set(moves)).toEqual(new Set(['3.00 3.00', '-3.00 3.00', '3.00 -3.00', '-3.00 -3.00']))
  })

  it('stripe: the sides are inverted, the middle stays', () => {
    const striped = corrupt('stripe')
    expect(changed(seven, striped).every((pixel) => pixel % SIDE < 7 || pixel % SIDE >= 21)).toBe(true)
    expect(striped[0]).toBe(1)
    expect(striped[SIDE - 1]).toBe(1)
    expect(changed(seven, striped)).toHaveLength(14 * SIDE)
  })

  it('fog: light and uneven, and the ink stands out less', () => {
    const fogged = SEEDS.map((seed) => corrupt('fog', seed))
    const grounds = fogged.map((ink) => [...ink].filter((_, pixel) => seven[pixel] === 0))
    expect(meanOf(grounds.map(meanOf))).toBeGreaterThan(0.2)
    expect(meanOf(grounds.map((ground) => Math.max(...ground) - Math.min(...ground)))).toBeGreaterThan(0.15)
    // The fog of one seed is the same, whatever lies under it.
    const fainter = seven.map((level) => (level === 1 ? 0.6 : level))
    const faint = corrupt(
      'fog',
      1,
      Float32Array.from(fainter, (level, pixel) => (pixel === 0 ? 1 : level)),
    )
    const at = seven.indexOf(1)
    expect(fogged[1]![at]! - faint[at]!).toBeCloseTo(0.4 / 4, 5)
  })

  it('fog: neighbours are alike', () => {
    const empty = SEEDS.map((seed) => corrupt('fog', seed, new Float32Array(PIXELS).fill(0.01)))
    const steps = empty.flatMap((ink) => [...ink].map((level, pixel) => ((pixel + 1) % SIDE === 0 ? 0 : Math.abs(level - ink[pixel + 1]!))))
    expect(meanOf(steps)).toBeLessThan(0.01)
  })

  it('spatter: drops of a dark grey hide some of the picture, and leave most of it', () => {
    const inked = new Float32Array(PIXELS).fill(1)
    const shares = SEEDS.map((seed) => {
      const spattered = corrupt('spatter', seed, inked)
      expect(Math.min(...spattered)).toBeGreaterThan(0.24)
      return changed(inked, spattered).length / PIXELS
    })
    expect(meanOf(shares)).toBeGreaterThan(0.05)
    expect(meanOf(shares)).toBeLessThan(0.4)
  })

  it('dotted line: ink is only added, in columns with and without by turns, from left to right', () => {
    for (const seed of SEEDS) {
      const lined = corrupt('dotted line', seed)
      expect(lined.every((level, pixel) => level >= seven[pixel]!)).toBe(true)
      const columns = new Set(
        changed(new Float32Array(PIXELS), corrupt('dotted line', seed, new Float32Array(PIXELS))).map((pixel) => pixel % SIDE),
      )
      expect([...columns].toSorted((a, b) => a - b)).toEqual([2, 3, 6, 7, 10, 11, 14, 15, 18, 19, 22, 23, 26])
    }
  })

  it('zigzag: ink is only added, in one line that goes up and down', () => {
    for (const seed of SEEDS) {
      const line = corrupt('zigzag', seed, new Float32Array(PIXELS))
      expect(corrupt('zigzag', seed).every((level, pixel) => level >= seven[pixel]!)).toBe(true)
      expect(changed(new Float32Array(PIXELS), line).every((pixel) => pixel % SIDE >= 1 && pixel % SIDE <= 26)).toBe(true)
    }
    const middles = Array.from({ length: 20 }, (_, place) => {
      const line = corrupt('zigzag', 4, new Float32Array(PIXELS))
      const column = Float32Array.from({ length: PIXELS }, (_, pixel) => (pixel % SIDE === place + 4 ? line[pixel]! : 0))
      return moments(column).y
    })
    const turns = middles.slice(2).filter((middle, at) => (middle - middles[at + 1]!) * (middles[at + 1]! - middles[at]!) < 0)
    expect(turns.length).toBeGreaterThanOrEqual(3)
  })

  it('canny edges: a square leaves its outline, a pixel wide, black or white', () => {
    const square = Float32Array.from({ length: PIXELS }, (_, pixel) => {
      const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)]
      return x >= 8 && x < 20 && y >= 8 && y < 20 ? 1 : 0
    })
    const edges = corrupt('canny edges', 1, square)
    expect(new Set(edges)).toEqual(new Set([0, 1]))
    expect(edges[14 * SIDE + 14]).toBe(0)
    const middle = edges.subarray(14 * SIDE, 15 * SIDE)
    expect(mass(middle)).toBeGreaterThanOrEqual(2)
    expect(mass(middle)).toBeLessThanOrEqual(4)
    expect(corrupt('canny edges', 1, new Float32Array(PIXELS).fill(0.5)).every((level) => level === 0)).toBe(true)
  })
})

describe('a corrupted set', () => {
  const bytes = Uint8Array.from(seven, (level) => Math.round(255 * level))
  const set = { name: 'Two sevens', images: Uint8Array.of(...bytes, ...bytes), labels: Uint8Array.of(7, 7) }
  const shot = corruptionKinds.find(({ kind }) => kind === 'shot noise')!

  it('has labels as before, and for every picture chances of its own, which its place and the seed decide', () => {
    const corrupted = corruptSet(set, shot, 1)
    expect(corrupted).toMatchObject({ name: 'shot noise', labels: set.labels })
    expect(corrupted.images.subarray(0, PIXELS)).not.toEqual(corrupted.images.subarray(PIXELS))
    expect(corruptSet(set, shot, 1)).toEqual(corrupted)
    expect(corruptSet(set, shot, 2).images).not.toEqual(corrupted.images)
    const first = corruptSet({ ...set, images: bytes, labels: Uint8Array.of(7) }, shot, 1)
    expect(first.images).toEqual(corrupted.images.subarray(0, PIXELS))
  })

  it('is of digits', () => {
    expect(() => corruptSet({ ...set, task: LETTERS }, shot, 1)).toThrow('different tasks')
  })
})
