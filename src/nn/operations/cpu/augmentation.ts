import { pcg4dInto, Stream, type Hash4 } from '../../../core/random'
import { DIGITS, pixelCount, type PictureSize } from '../../../core/task'
import type { Augmentation } from '../../spec/augmentation'

/** What random numbers a training step draws. */
export interface StepSeed {
  readonly seed: number
  /** The optimizer's step, 1-based. */
  readonly step: number
}

/** Deforms training pictures; the twin of `shaders/data/gather_augmented.wgsl`, where formulas and sources stand. */

/** Pixels between nodes of the lattice that bends. */
const SPACING = 8
/** Draws before those of the lattice. */
const FIRST_NODE = 2
/** A draw for every four pixels. */
const FIRST_NOISE = 1 << 16
const FIRST_OF_NEGATIVE = 1 << 17
/** Numbers of the lattice's nodes: a displacement along both axes, and the ground's. */
const PLANES = 3
/** [SPACING,4] weights of the four nodes around each pixel between two nodes: a cubic B-spline. */
const WEIGHTS = Float64Array.from({ length: 4 * SPACING }, (_, at) => basis(at % 4, (Math.floor(at / 4) + 0.5) / SPACING))

/** Nodes along a side: every pixel lies between the middle two of four. */
function nodesAlong(side: number): number {
  return Math.ceil(side / SPACING) + 3
}

/** Deforms pictures of one size. */
export class Deformation {
  /** [nodes down,nodes across,3] displacements in pixels, and a number in [-1, 1). */
  private readonly lattice: Float64Array
  /** [nodes across,3] the lattice at the height of a row. */
  private readonly columns: Float64Array
  private readonly output: Float32Array
  private readonly drawn: Hash4 = [0, 0, 0, 0]

  constructor(private readonly size: PictureSize) {
    const nodes = { height: nodesAlong(size.height), width: nodesAlong(size.width) }
    this.lattice = new Float64Array(PLANES * pixelCount(nodes))
    this.columns = new Float64Array(PLANES * nodes.width)
    this.output = new Float32Array(pixelCount(size))
  }

  /**
   * One example as the training step meets it.
   *
   * @param images   [N,height,width] bytes
   * @param index    which of the N
   * @param example  which of the training set it is: with seed and step it decides all that is random, wherever in whatever batch it stands
   * @returns        [height,width] in 0…1, good until the next call
   */
  apply(images: Uint8Array, index: number, augmentation: Augmentation, random: StepSeed, example = index): Float32Array {
    const { shift, rotate, scale, shear, elastic, ground } = augmentation
    const { height, width } = this.size
    const [alongX, alongY, turn, growth] = this.draw(example, random, 0)
    const [slope, softness, grain, brightness] = this.draw(example, random, 1)
    const shiftX = shift * alongX
    const shiftY = shift * alongY
    const angle = ((rotate * Math.PI) / 180) * turn
    const size = 1 + scale * growth
    const slant = shear * slope
    const blur = augmentation.blur * Math.max(softness, 0)
    const s = Math.sin(angle) / size
    const c = Math.cos(angle) / size
    const [centreX, centreY] = [(width - 1) / 2, (height - 1) / 2]
    const isBent = elastic > 0
    const isBright = ground > 0 && brightness > 0
    if (isBent || isBright) this.drawLattice(example, random, elastic)
    for (let y = 0; y < height; y++) {
      if (isBent || isBright) this.latticeColumns(y, isBent ? 0 : 2, isBright ? 2 : 1)
      for (let x = 0; x < width; x++) {
        const fromX = x - centreX - shiftX
        const fromY = y - centreY - shiftY
        const bendX = isBent ? this.alongRow(0, x) : 0
        const bendY = isBent ? this.alongRow(1, x) : 0
        const sourceX = (c + slant * s) * fromX + (s - slant * c) * fromY + bendX + centreX
        const sourceY = -s * fromX + c * fromY + bendY + centreY
        const ink = this.blurredAt(images, index, sourceX, sourceY, blur) / 255
        const level = isBright ? ground * clamp(brightness + 2 * this.alongRow(2, x), 0, 1) : 0
        this.output[y * width + x] = ink + level * (1 - ink)
      }
    }
    if (augmentation.negative > 0) this.fadeNegative(augmentation.negative, example, random)
    if (augmentation.noise > 0 && grain > 0) this.addNoise(augmentation.noise * grain, example, random)
    return this.output
  }

  /** Fades a rectangle of the output towards its negative; its edges cover a pixel in part. */
  private fadeNegative(negative: number, example: number, random: StepSeed): void {
    const { height, width } = this.size
    const [acrossX, acrossY, breadth, length] = this.draw(example, random, FIRST_OF_NEGATIVE)
    if (breadth <= 0) return
    const fading = this.draw(example, random, FIRST_OF_NEGATIVE + 1)[0] / 2 + 0.5
    const [halfX, halfY] = [(negative * width * breadth) / 2, (negative * height * Math.abs(length)) / 2]
    const [centreX, centreY] = [(width - 1) / 2, (height - 1) / 2]
    for (let y = 0; y < height; y++) {
      const insideY = clamp(halfY + 0.5 - Math.abs(y - centreY - acrossY * centreY), 0, Math.min(2 * halfY, 1))
      for (let x = 0; x < width; x++) {
        const insideX = clamp(halfX + 0.5 - Math.abs(x - centreX - acrossX * centreX), 0, Math.min(2 * halfX, 1))
        const value = this.output[y * width + x]!
        this.output[y * width + x] = value + fading * insideX * insideY * (1 - 2 * value)
      }
    }
  }

  private addNoise(strength: number, example: number, random: StepSeed): void {
    const { output } = this
    for (let quad = 0; 4 * quad < output.length; quad++) {
      const grains = this.draw(example, random, FIRST_NOISE + quad)
      const end = Math.min(4, output.length - 4 * quad)
      for (let lane = 0; lane < end; lane++) {
        output[4 * quad + lane] = clamp(output[4 * quad + lane]! + strength * grains[lane]!, 0, 1)
      }
    }
  }

  private drawLattice(example: number, random: StepSeed, elastic: number): void {
    const { lattice } = this
    for (let node = 0; PLANES * node < lattice.length; node++) {
      const drawn = this.draw(example, random, FIRST_NODE + node)
      lattice[PLANES * node] = elastic * drawn[0]
      lattice[PLANES * node + 1] = elastic * drawn[1]
      lattice[PLANES * node + 2] = drawn[2]
    }
  }

  /** The lattice at the height of row `y` into `columns`: planes `first` to `last` of it. */
  private latticeColumns(y: number, first: number, last: number): void {
    const { columns, lattice } = this
    const origin = columns.length * Math.floor(y / SPACING)
    const weights = 4 * (y % SPACING)
    for (let column = 0; column < columns.length; column += PLANES) {
      for (let at = column + first; at <= column + last; at++) {
        let sum = 0
        for (let row = 0; row < 4; row++) sum += WEIGHTS[weights + row]! * lattice[origin + columns.length * row + at]!
        columns[at] = sum
      }
    }
  }

  /** One of the lattice's numbers at pixel `x` of the row. */
  private alongRow(plane: 0 | 1 | 2, x: number): number {
    const origin = PLANES * Math.floor(x / SPACING) + plane
    const weights = 4 * (x % SPACING)
    let sum = 0
    for (let column = 0; column < 4; column++) sum += WEIGHTS[weights + column]! * this.columns[origin + PLANES * column]!
    return sum
  }

  /** Four random numbers in [-1, 1) with 24 bits each, good until the next draw. */
  private draw(example: number, { seed, step }: StepSeed, number: number): Readonly<Hash4> {
    const { drawn } = this
    pcg4dInto(drawn, example, seed, step, Stream.augment + 16 * number)
    for (let lane = 0; lane < 4; lane++) drawn[lane] = signed(drawn[lane]!)
    return drawn
  }

  /** The grey level under a window of 3×3 points, each `r` pixels from the next. */
  private blurredAt(images: Uint8Array, index: number, x: number, y: number, r: number): number {
    if (r <= 0) return this.inkAt(images, index, x, y)
    let sum = 0
    for (let j = -1; j <= 1; j++) {
      for (let i = -1; i <= 1; i++) sum += (2 - Math.abs(i)) * (2 - Math.abs(j)) * this.inkAt(images, index, x + r * i, y + r * j)
    }
    return sum / 16
  }

  /** The grey level between four pixels, bilinear; 0 outside the picture. */
  private inkAt(images: Uint8Array, index: number, sourceX: number, sourceY: number): number {
    const x = Math.floor(sourceX)
    const y = Math.floor(sourceY)
    const right = sourceX - x
    const down = sourceY - y
    const upper = (1 - right) * this.level(images, index, x, y) + right * this.level(images, index, x + 1, y)
    const lower = (1 - right) * this.level(images, index, x, y + 1) + right * this.level(images, index, x + 1, y + 1)
    return (1 - down) * upper + down * lower
  }

  private level(images: Uint8Array, index: number, x: number, y: number): number {
    const { height, width } = this.size
    const isInside = x >= 0 && y >= 0 && x < width && y < height
    return isInside ? images[(index * height + y) * width + x]! : 0
  }
}

/** One example as `Deformation` makes it, in memory of its own. */
export function deformImage(
  images: Uint8Array,
  index: number,
  augmentation: Augmentation,
  random: StepSeed,
  size = DIGITS.input,
  example = index,
): Float32Array {
  return new Deformation(size).apply(images, index, augmentation, random, example)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

function signed(word: number): number {
  return (word >>> 8) / 0x800000 - 1
}

/** One of the four pieces of a uniform cubic B-spline, u in 0…1. */
function basis(piece: number, u: number): number {
  if (piece > 1) return basis(3 - piece, 1 - u)
  return piece === 0 ? (1 - u) ** 3 / 6 : ((3 * u - 6) * u ** 2 + 4) / 6
}
