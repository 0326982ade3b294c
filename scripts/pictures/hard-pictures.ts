import { IMAGE_SIDE } from '../../src/testing/digits'
import { Random } from '../../src/core/random'

/** Pictures of MNIST's digits as people take them; every parameter is drawn by a seed. */

export interface RgbaPicture {
  readonly width: number
  readonly height: number
  /** [height,width,4] */
  readonly data: Uint8ClampedArray
}

type Colour = readonly [red: number, green: number, blue: number]

/** A picture on its way: colours in bytes, not yet rounded. */
interface Canvas {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** Where a digit's field of 28×28 lies. */
interface Field {
  readonly left: number
  readonly top: number
  readonly side: number
}

const kinds = { ruled, shadowed, framed, coloured, small }

export type Kind = keyof typeof kinds
export const KINDS = Object.keys(kinds).filter((kind): kind is Kind => kind in kinds)

/** @param digit [28,28] bytes, ink 255 */
export function hardPicture(kind: Kind, digit: Uint8Array, seed: number): RgbaPicture {
  const random = new Random(seed, KINDS.indexOf(kind))
  const canvas = kinds[kind](digit, random)
  const grain = between(random, 0.3, 4)
  const data = new Uint8ClampedArray(4 * canvas.width * canvas.height)
  for (let pixel = 0; pixel < canvas.width * canvas.height; pixel++) {
    const common = grain * random.normal()
    for (let channel = 0; channel < 3; channel++)
      data[4 * pixel + channel] = canvas.data[3 * pixel + channel]! + common + 0.4 * grain * random.normal()
    data[4 * pixel + 3] = 255
  }
  return { width: canvas.width, height: canvas.height, data }
}

function ruled(digit: Uint8Array, random: Random): Canvas {
  const canvas = sheet(random, lightPaper(random))
  const colour: Colour = pick(random, [
    [170, 190, 220],
    [120, 160, 210],
    [230, 150, 150],
    [150, 150, 150],
    [90, 90, 100],
  ])
  const thickness = between(random, 1, 4)
  const gap = between(random, 30, 110)
  const slope = between(random, -0.06, 0.06)
  lines(canvas, colour, thickness, gap, slope, false)
  const kind = random.uniform()
  if (kind < 0.25) lines(canvas, colour, thickness, gap, slope, true)
  else if (kind < 0.5) lines(canvas, [225, 120, 120], thickness, 10_000, slope, true)
  write(canvas, digit, fieldIn(canvas, random, 0.35, 0.95), darkInk(random))
  return canvas
}

function shadowed(digit: Uint8Array, random: Random): Canvas {
  const canvas = sheet(random, lightPaper(random))
  write(canvas, digit, fieldIn(canvas, random, 0.4, 0.95), darkInk(random))
  const { width, height } = canvas
  const depth = between(random, 0.35, 0.75)
  const soft = pick(random, [1, 3, 20, 80, 200])
  const angle = between(random, 0, 2 * Math.PI)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const place = between(random, -0.3, 0.4) * Math.max(width, height)
  const corners = between(random, 0, 0.6)
  const isVignette = random.uniform() < 0.3
  const second = random.uniform() < 0.3 ? between(random, 0, 2 * Math.PI) : null
  shade(canvas, (x, y) => {
    const [u, v] = [x - width / 2, y - height / 2]
    const edge = (c: number, s: number): number => Math.min(1, Math.max(0, (u * c + v * s - place) / soft + 0.5))
    const radius = (u * u + v * v) / ((width * width + height * height) / 4)
    if (isVignette) return 1 - corners * radius
    // Two edges together are a corner, such as that of a hand or of a phone.
    const share = second === null ? edge(cos, sin) : edge(cos, sin) * edge(Math.cos(second), Math.sin(second))
    return (1 - depth * share) * (1 - 0.3 * corners * radius)
  })
  return canvas
}

function framed(digit: Uint8Array, random: Random): Canvas {
  const paper = lightPaper(random)
  const canvas = sheet(random, paper)
  const { width, height } = canvas
  const line: Colour = pick(random, [
    [0, 0, 0],
    [40, 40, 60],
    [30, 60, 160],
    [200, 40, 40],
  ])
  const kind = random.integer(4)
  const side = Math.min(width, height)
  if (kind === 0) {
    const thickness = between(random, 1, 0.04 * side)
    paint(canvas, line, (x, y) => Math.min(x, y, width - 1 - x, height - 1 - y) < thickness)
  } else if (kind === 1) {
    const [along, thickness] = [random.integer(4), between(random, 2, 0.08 * side)]
    paint(canvas, [10, 10, 12], (x, y) => [x, y, width - 1 - x, height - 1 - y][along]! < thickness)
  } else if (kind === 2) {
    const [rim, thickness, turn] = [between(random, 0.03, 0.12) * side, between(random, 1.5, 8), between(random, -0.05, 0.05)]
    paint(canvas, line, (x, y) => {
      const [u, v] = turned(x - width / 2, y - height / 2, turn)
      const inside = Math.min(width / 2 - Math.abs(u), height / 2 - Math.abs(v)) - rim
      return inside >= 0 && inside < thickness
    })
  } else {
    const desk: Colour = pick(random, [
      [70, 54, 45],
      [120, 85, 55],
      [40, 40, 44],
      [90, 110, 130],
    ])
    const [rim, turn] = [between(random, 0.05, 0.16) * side, between(random, -0.1, 0.1)]
    paint(canvas, desk, (x, y) => {
      const [u, v] = turned(x - width / 2, y - height / 2, turn)
      return Math.min(width / 2 - Math.abs(u), height / 2 - Math.abs(v)) < rim
    })
  }
  const room = kind === 3 ? 0.6 : 0.72
  write(canvas, digit, fieldIn(canvas, random, 0.4, room, 0.5), darkInk(random))
  return canvas
}

function coloured(digit: Uint8Array, random: Random): Canvas {
  const [ink, ground] = pick<readonly [Colour, Colour]>(random, [
    [
      [220, 65, 60],
      [60, 120, 60],
    ],
    [
      [60, 130, 60],
      [205, 70, 70],
    ],
    [
      [255, 255, 0],
      [255, 255, 255],
    ],
    [
      [0, 0, 255],
      [0, 0, 0],
    ],
    [
      [0, 120, 255],
      [255, 90, 90],
    ],
    [
      [190, 60, 190],
      [70, 130, 90],
    ],
    [
      [255, 220, 60],
      [120, 210, 250],
    ],
    [
      [240, 140, 30],
      [90, 160, 200],
    ],
    [
      [90, 220, 120],
      [230, 180, 190],
    ],
    [
      [255, 60, 60],
      [30, 30, 120],
    ],
  ])
  const vary = (colour: Colour): Colour => [
    colour[0] + between(random, -12, 12),
    colour[1] + between(random, -12, 12),
    colour[2] + between(random, -12, 12),
  ]
  const canvas = sheet(random, vary(ground))
  write(canvas, digit, fieldIn(canvas, random, 0.4, 1), vary(ink))
  return canvas
}

function small(digit: Uint8Array, random: Random): Canvas {
  const isNight = random.uniform() < 0.2
  const canvas = sheet(random, isNight ? [30, 34, 40] : lightPaper(random))
  write(canvas, digit, fieldIn(canvas, random, 0.045, 0.15, 1), isNight ? [230, 230, 225] : darkInk(random))
  return canvas
}

function sheet(random: Random, paper: Colour): Canvas {
  const [width, height] = pick<readonly [number, number]>(random, [
    [640, 640],
    [640, 480],
    [480, 640],
    [800, 600],
  ])
  const data = new Float32Array(3 * width * height)
  for (let at = 0; at < data.length; at++) data[at] = paper[at % 3]!
  return { width: width, height: height, data }
}

/** @param wander how much of the free room the digit may lie beside the middle */
function fieldIn({ width, height }: Canvas, random: Random, least: number, most: number, wander = 0.8): Field {
  const side = between(random, least, most) * Math.min(width, height)
  const at = (room: number): number => room / 2 + wander * room * (random.uniform() - 0.5)
  return { left: at(width - side), top: at(height - side), side }
}

/** The digit in its field, its pixels joined smoothly, as a pen of one darkness draws. */
function write(canvas: Canvas, digit: Uint8Array, { left, top, side }: Field, ink: Colour): void {
  const scale = IMAGE_SIDE / side
  // Enlarged, the scan's soft edge would be as wide as a pixel of it.
  const steep = Math.max(1, 0.35 / scale)
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(canvas.height, top + side); y++) {
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(canvas.width, left + side); x++) {
      const grey = sample(digit, (x + 0.5 - left) * scale - 0.5, (y + 0.5 - top) * scale - 0.5) / 255
      blend(canvas, x, y, ink, Math.min(1, Math.max(0, steep * (grey - 0.45) + 0.5)))
    }
  }
}

function sample(digit: Uint8Array, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const at = (u: number, v: number): number => (u < 0 || v < 0 || u >= IMAGE_SIDE || v >= IMAGE_SIDE ? 0 : digit[v * IMAGE_SIDE + u]!)
  const across = (v: number): number => at(left, v) + (x - left) * (at(left + 1, v) - at(left, v))
  return across(top) + (y - top) * (across(top + 1) - across(top))
}

function lines(canvas: Canvas, colour: Colour, thickness: number, gap: number, slope: number, isUpright: boolean): void {
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const along = isUpright ? x + slope * y : y - slope * x
      const off = Math.abs(((((along - 61) % gap) + gap) % gap) - thickness / 2)
      blend(canvas, x, y, colour, Math.min(1, Math.max(0, thickness / 2 + 0.5 - off)))
    }
  }
}

function paint(canvas: Canvas, colour: Colour, isThere: (x: number, y: number) => boolean): void {
  for (let y = 0; y < canvas.height; y++) for (let x = 0; x < canvas.width; x++) if (isThere(x, y)) blend(canvas, x, y, colour, 1)
}

function shade(canvas: Canvas, light: (x: number, y: number) => number): void {
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      const factor = light(x, y)
      for (let channel = 0; channel < 3; channel++) canvas.data[3 * (y * canvas.width + x) + channel]! *= factor
    }
  }
}

function blend({ data, width }: Canvas, x: number, y: number, colour: Colour, share: number): void {
  const at = 3 * (y * width + x)
  for (let channel = 0; channel < 3; channel++) data[at + channel]! += share * (colour[channel]! - data[at + channel]!)
}

function lightPaper(random: Random): Colour {
  const light = between(random, 205, 255)
  return [light, light - between(random, 0, 8), light - between(random, 0, 18)]
}

function darkInk(random: Random): Colour {
  return pick(random, [
    [30, 30, 40],
    [48, 48, 48],
    [25, 40, 120],
    [90, 90, 95],
    [130, 25, 30],
  ])
}

function turned(x: number, y: number, angle: number): [number, number] {
  return [x * Math.cos(angle) + y * Math.sin(angle), y * Math.cos(angle) - x * Math.sin(angle)]
}

function between(random: Random, least: number, most: number): number {
  return least + (most - least) * random.uniform()
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[random.integer(values.length)]!
}
