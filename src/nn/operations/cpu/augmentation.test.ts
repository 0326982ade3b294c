import { describe, expect, it, test } from 'vitest'
import type { LabelledImages } from '../../../core/images'
import { IMAGE_PIXELS, IMAGE_SIDE } from '../../../testing/digits'
import { Random } from '../../../core/random'
import { STRONGEST_AUGMENTATION } from '../../../testing/augmentation'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { createCpuEngine } from '../../engines/cpu/cpu-engine'
import type { FitOptions } from '../../engine'
import { NO_AUGMENTATION, TYPICAL_AUGMENTATION, type Augmentation } from '../../spec/augmentation'
import { parseModelSpec } from '../../spec/parse'
import { deformImage } from './augmentation'

/** One kind of deformation at a strength, or several. */
const only = (strengths: Partial<Augmentation>): Augmentation => ({ ...NO_AUGMENTATION, ...strengths })
const random = { seed: 7, step: 3 }
const examples = Array.from({ length: 200 }, (_, index) => index)

/** The same picture `count` times. */
function copies(levelAt: (x: number, y: number) => number, count: number = examples.length): Uint8Array {
  return Uint8Array.from({ length: count * IMAGE_PIXELS }, (_, at) =>
    levelAt(at % IMAGE_SIDE, Math.floor((at % IMAGE_PIXELS) / IMAGE_SIDE)),
  )
}

/** A soft blot about the centre with these deviations along its axes. */
function blot(alongX: number, alongY: number) {
  return copies((x, y) => Math.round(255 * Math.exp(-((x - 13.5) ** 2) / (2 * alongX ** 2) - (y - 13.5) ** 2 / (2 * alongY ** 2))))
}

/** Centre of mass about the picture's centre, and covariance. */
function moments(picture: Float32Array) {
  let [mass, x, y, xx, xy, yy] = [0, 0, 0, 0, 0, 0]
  picture.forEach((ink, pixel) => {
    const fromX = (pixel % IMAGE_SIDE) - 13.5
    const fromY = Math.floor(pixel / IMAGE_SIDE) - 13.5
    mass += ink
    x += ink * fromX
    y += ink * fromY
    xx += ink * fromX ** 2
    xy += ink * fromX * fromY
    yy += ink * fromY ** 2
  })
  x /= mass
  y /= mass
  return { x, y, xx: xx / mass - x * x, xy: xy / mass - x * y, yy: yy / mass - y * y }
}

/** What becomes of each of the 200 examples, one number each. */
function measure(images: Uint8Array, strengths: Partial<Augmentation>, quantity: (found: ReturnType<typeof moments>) => number): number[] {
  return examples.map((index) => quantity(moments(deformImage(images, index, only(strengths), random))))
}

/** Values spread evenly over ±bound: within it, near both of its ends, and about 0 on average. */
function expectSpread(values: readonly number[], bound: number): void {
  const slack = 0.03 * bound
  expect(Math.max(...values)).toBeLessThan(bound + slack)
  expect(Math.min(...values)).toBeGreaterThan(-bound - slack)
  expect(Math.max(...values)).toBeGreaterThan(0.9 * bound)
  expect(Math.min(...values)).toBeLessThan(-0.9 * bound)
  expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length)).toBeLessThan(0.15 * bound)
}

describe('each strength', () => {
  test('0 leaves the picture as it is', () => {
    const noise = new Random(1, 1)
    const images = copies(() => noise.integer(256), 2)
    const expected = Float32Array.from(images.subarray(IMAGE_PIXELS), (level) => level / 255)
    expect(deformImage(images, 1, NO_AUGMENTATION, random)).toEqual(expected)
  })

  test('of shift moves that many pixels at most, along both axes', () => {
    const images = blot(2, 2)
    expectSpread(
      measure(images, { shift: 4 }, ({ x }) => x),
      4,
    )
    expectSpread(
      measure(images, { shift: 4 }, ({ y }) => y),
      4,
    )
  })

  test('of rotation turns by that many degrees at most', () => {
    const angles = measure(blot(1.5, 4), { rotate: 40 }, ({ xx, xy, yy }) => (Math.atan2(2 * xy, yy - xx) * 90) / Math.PI)
    expectSpread(angles, 40)
  })

  test('of scale grows and shrinks by that share at most', () => {
    const images = blot(3, 3)
    const before = moments(deformImage(images, 0, NO_AUGMENTATION, random)).xx
    expectSpread(
      measure(images, { scale: 0.3 }, ({ xx }) => Math.sqrt(xx / before) - 1),
      0.3,
    )
  })

  test('of shear slants by that many pixels per pixel of height at most', () => {
    expectSpread(
      measure(blot(2, 3), { shear: 0.5 }, ({ xy, yy }) => xy / yy),
      0.5,
    )
  })

  test('of elastic bends smoothly and moves no point farther', () => {
    // On a ramp the grey level tells from where a point came.
    const rampX = copies((x) => 9 * x)
    const rampY = copies((_, y) => 9 * y)
    const moves: number[] = []
    let steepest = 0
    for (const index of examples) {
      const [alongX, alongY] = [rampX, rampY].map((ramp) => deformImage(ramp, index, only({ elastic: 4 }), random))
      for (let y = 6; y < 22; y++) {
        let last = 0
        for (let x = 6; x < 22; x++) {
          const dx = (255 * alongX![y * IMAGE_SIDE + x]!) / 9 - x
          const dy = (255 * alongY![y * IMAGE_SIDE + x]!) / 9 - y
          moves.push(dx, dy)
          if (x > 6) steepest = Math.max(steepest, Math.abs(dx - last))
          last = dx
        }
      }
    }
    expect(moves.every((move) => Math.abs(move) < 4)).toBe(true)
    // No cubic B-spline over displacements of ±4 on nodes 8 pixels apart is steeper.
    expect(steepest).toBeLessThan((4 * 4) / 3 / 8)
    const deviation = Math.sqrt(moves.reduce((sum, move) => sum + move * move, 0) / moves.length)
    // Evenly drawn nodes have 4/√3; the spline keeps 0.46 … 0.5 of it, depending on the place.
    expect(deviation).toBeGreaterThan(0.26 * 4)
    expect(deviation).toBeLessThan(0.3 * 4)
  })
})

describe('each disturbance', () => {
  const ringed = blot(2, 2)
  const plain = deformImage(ringed, 0, NO_AUGMENTATION, random)
  const disturbed = (strengths: Partial<Augmentation>) => examples.map((index) => deformImage(ringed, index, only(strengths), random))
  const isPlain = (picture: Float32Array) => picture.every((ink, pixel) => ink === plain[pixel])

  test.each([{ blur: 3 }, { ground: 1 }, { noise: 1 }, { negative: 1 }])('leaves about half of the pictures alone: %o', (strengths) => {
    const alone = disturbed(strengths).filter(isPlain).length
    expect(alone).toBeGreaterThan(0.4 * examples.length)
    expect(alone).toBeLessThan(0.6 * examples.length)
  })

  test('of blur spreads ink and keeps its mass', () => {
    const mass = plain.reduce((sum, ink) => sum + ink, 0)
    const spreads = disturbed({ blur: 2 }).map((picture) => {
      expect(Math.abs(picture.reduce((sum, ink) => sum + ink, 0) / mass - 1)).toBeLessThan(0.01)
      return moments(picture).xx
    })
    // A binomial window of points r apart adds a variance of r²/2; bilinear reading between pixels at most 1/4.
    const most = Math.max(...spreads) - moments(plain).xx
    expect(most).toBeGreaterThan(1.6)
    expect(most).toBeLessThan(2.25)
  })

  test('of ground brightens what is dark, at most by it, and never the ink', () => {
    const pictures = disturbed({ ground: 0.6 })
    const keepsWithin = (level: number, ink: number) => level >= ink && level <= ink + 0.6 * (1 - ink) + 1e-6
    expect(pictures.every((picture) => picture.every((level, pixel) => keepsWithin(level, plain[pixel]!)))).toBe(true)
    expect(Math.max(...pictures.map((picture) => picture[0]!))).toBeGreaterThan(0.59)
  })

  test('of noise moves every pixel evenly, at most by it', () => {
    const grey = copies(() => 128)
    const moved = examples.map((index) => deformImage(grey, index, only({ noise: 0.4 }), random).map((ink) => ink - 128 / 255))
    expectSpread(
      moved.flatMap((picture) => [Math.min(...picture), Math.max(...picture)]),
      0.4,
    )
  })

  test('of negative turns a rectangle of at most that part of the sides towards its negative', () => {
    const black = copies(() => 0)
    const shapes = examples.map((index) => {
      const picture = deformImage(black, index, only({ negative: 0.5 }), random)
      const lit = [...picture.keys()].filter((pixel) => picture[pixel]! > 0)
      const columns = new Set(lit.map((pixel) => pixel % IMAGE_SIDE))
      const rows = new Set(lit.map((pixel) => Math.floor(pixel / IMAGE_SIDE)))
      expect(lit).toHaveLength(columns.size * rows.size)
      return { columns: columns.size, rows: rows.size, level: Math.max(...picture) }
    })
    for (const side of ['columns', 'rows'] as const) {
      const longest = Math.max(...shapes.map((shape) => shape[side]))
      expect(longest).toBeGreaterThan(0.4 * IMAGE_SIDE)
      // Both edges may cover a pixel in part.
      expect(longest).toBeLessThanOrEqual(0.5 * IMAGE_SIDE + 2)
    }
    expect(Math.max(...shapes.map(({ level }) => level))).toBeGreaterThan(0.95)
  })
})

describe('what is drawn', () => {
  const noise = new Random(2, 1)
  const images = Uint8Array.from({ length: 5 * IMAGE_PIXELS }, () => noise.integer(256))
  const same = images.slice()
  same.copyWithin(3 * IMAGE_PIXELS, 0, IMAGE_PIXELS)
  const deformed = (index: number, seed: number, step: number) => deformImage(same, index, TYPICAL_AUGMENTATION, { seed, step })

  test('is the same for the same example, seed and step', () => {
    expect(deformed(2, 1, 1)).toEqual(deformed(2, 1, 1))
  })

  test('is another thing for every example, seed and step', () => {
    const pictures = [deformed(0, 1, 1), deformed(3, 1, 1), deformed(0, 2, 1), deformed(0, 1, 2)]
    expect(new Set(pictures.map((picture) => picture.join())).size).toBe(pictures.length)
  })

  test('never leaves 0 … 1', () => {
    for (const index of [0, 1, 2, 3, 4]) {
      expect(deformImage(same, index, STRONGEST_AUGMENTATION, random).every((ink) => ink >= 0 && ink <= 1)).toBe(true)
    }
  })
})

describe('training on the CPU', () => {
  const spec = parseModelSpec({
    version: 1,
    input: { scan: 'rows' },
    layers: [
      { type: 'lstm', units: 4 },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
  })
  const noise = new Random(5, 1)
  const set: LabelledImages = {
    name: 'noise',
    images: Uint8Array.from({ length: 12 * IMAGE_PIXELS }, () => noise.integer(256)),
    labels: Uint8Array.from({ length: 12 }, () => noise.integer(10)),
  }

  async function losses(augment: Augmentation): Promise<number[]> {
    const engine = await createCpuEngine()
    const model = await engine.createModel(spec, { seed: 1 })
    const options: FitOptions = {
      epochs: 2,
      batchSize: 8,
      loss: { type: 'categoricalCrossentropy' },
      optimizer: { type: 'adam', learningRate: 1e-2 },
      seed: 3,
      augment,
    }
    const heard: number[] = []
    const run = model.fit(set, options)
    run.subscribe((event) => event.type === 'steps' && heard.push(...event.report.losses))
    await run.done
    engine.dispose()
    return heard
  }

  it('meets every picture deformed, each time another way, and the same way for the same seed', async () => {
    const [plain, augmented, again] = await Promise.all([
      losses(NO_AUGMENTATION),
      losses(TYPICAL_AUGMENTATION),
      losses(TYPICAL_AUGMENTATION),
    ])
    expect(augmented).toHaveLength(4)
    expect(augmented).toEqual(again)
    augmented.forEach((loss, step) => expect(Math.abs(loss - plain[step]!)).toBeGreaterThan(1e-6))
  })

  it('learns from exactly what deformImage makes of a batch', async () => {
    const engine = await createCpuEngine()
    const model = await engine.createModel(spec, { seed: 1 })
    const pictures = new Float32Array(set.images.length)
    set.labels.forEach((_, index) => {
      pictures.set(deformImage(set.images, index, TYPICAL_AUGMENTATION, { seed: 3, step: 1 }), index * IMAGE_PIXELS)
    })
    const expected = await model.lossAndGradients(pictures, set.labels, { type: 'categoricalCrossentropy' })
    const heard: number[] = []
    const run = model.fit(set, {
      epochs: 1,
      batchSize: 12,
      loss: { type: 'categoricalCrossentropy' },
      optimizer: { type: 'adam', learningRate: 1e-2 },
      seed: 3,
      augment: TYPICAL_AUGMENTATION,
    })
    run.subscribe((event) => event.type === 'steps' && heard.push(...event.report.losses))
    await run.done
    expectClose(heard, [expected.loss], tolerances.float32Stored, 'loss of the first batch')
  })
})
