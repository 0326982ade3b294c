import { IMAGE_PIXELS, IMAGE_SIDE } from '../../core/images'
import { pcg4d, Stream, type Hash4 } from '../../core/random'
import type { Augmentation } from '../spec/augmentation'
import type { StepSeed } from './batches'

/** Deforms training pictures; the twin of `shaders/data/gather_augmented.wgsl`, where formulas and sources stand. */

const CENTRE = (IMAGE_SIDE - 1) / 2
/** Pixels between nodes of the lattice that bends. */
const SPACING = 8
/** Nodes along a side: every pixel lies between the middle two of four. */
const NODES = Math.ceil(IMAGE_SIDE / SPACING) + 3
/** Draws before those of the lattice. */
const FIRST_NODE = 2
/** [28,4] weights of the four nodes around each pixel of a line: a cubic B-spline. */
const WEIGHTS = Float64Array.from({ length: 4 * IMAGE_SIDE }, (_, at) => basis(at % 4, ((Math.floor(at / 4) % SPACING) + 0.5) / SPACING))

/**
 * One example as the training step meets it.
 *
 * @param images  [N,28,28] bytes
 * @param index   which of the N
 * @param output  [28,28], overwritten
 * @param example  which of the training set it is: with seed and step it decides all that is random, wherever in whatever batch it stands
 * @returns       `output`, in 0…1
 */
export function deformImage(
  images: Uint8Array,
  index: number,
  augmentation: Augmentation,
  random: StepSeed,
  output = new Float32Array(IMAGE_PIXELS),
  example = index,
): Float32Array {
  const { shift, rotate, scale, shear, elastic } = augmentation
  const [alongX, alongY, turn, growth] = draw(example, random, 0)
  const [slope] = draw(example, random, 1)
  const shiftX = shift * alongX
  const shiftY = shift * alongY
  const angle = ((rotate * Math.PI) / 180) * turn
  const size = 1 + scale * growth
  const slant = shear * slope
  const s = Math.sin(angle) / size
  const c = Math.cos(angle) / size
  const lattice = elastic > 0 ? drawLattice(example, random, elastic) : null
  const columns = new Float64Array(2 * NODES)
  for (let y = 0; y < IMAGE_SIDE; y++) {
    if (lattice !== null) bendColumns(columns, lattice, y)
    for (let x = 0; x < IMAGE_SIDE; x++) {
      const fromX = x - CENTRE - shiftX
      const fromY = y - CENTRE - shiftY
      const bendX = lattice === null ? 0 : alongRow(columns, 0, x)
      const bendY = lattice === null ? 0 : alongRow(columns, 1, x)
      const sourceX = (c + slant * s) * fromX + (s - slant * c) * fromY + bendX + CENTRE
      const sourceY = -s * fromX + c * fromY + bendY + CENTRE
      output[y * IMAGE_SIDE + x] = inkAt(images, index, sourceX, sourceY) / 255
    }
  }
  return output
}

/** Four random numbers in [-1, 1) with 24 bits each. */
function draw(example: number, { seed, step }: StepSeed, number: number): Hash4 {
  const [x, y, z, w] = pcg4d(example, seed, step, Stream.augment + 16 * number)
  return [signed(x), signed(y), signed(z), signed(w)]
}

function signed(word: number): number {
  return (word >>> 8) / 0x800000 - 1
}

/** [NODES,NODES,2] displacements of the nodes in pixels, rows first. */
function drawLattice(example: number, random: StepSeed, elastic: number): Float64Array {
  const lattice = new Float64Array(2 * NODES * NODES)
  for (let node = 0; node < NODES * NODES; node++) {
    const [x, y] = draw(example, random, FIRST_NODE + node)
    lattice[2 * node] = elastic * x
    lattice[2 * node + 1] = elastic * y
  }
  return lattice
}

/** One of the four pieces of a uniform cubic B-spline, u in 0…1. */
function basis(piece: number, u: number): number {
  if (piece > 1) return basis(3 - piece, 1 - u)
  return piece === 0 ? (1 - u) ** 3 / 6 : ((3 * u - 6) * u ** 2 + 4) / 6
}

/** The lattice at the height of row `y`: [NODES,2] into `columns`. */
function bendColumns(columns: Float64Array, lattice: Float64Array, y: number): void {
  const origin = 2 * NODES * Math.floor(y / SPACING)
  for (let at = 0; at < columns.length; at++) {
    let sum = 0
    for (let row = 0; row < 4; row++) sum += WEIGHTS[4 * y + row]! * lattice[origin + 2 * NODES * row + at]!
    columns[at] = sum
  }
}

/** One axis of a row's displacement at pixel `x`. */
function alongRow(columns: Float64Array, axis: 0 | 1, x: number): number {
  const origin = 2 * Math.floor(x / SPACING) + axis
  let sum = 0
  for (let column = 0; column < 4; column++) sum += WEIGHTS[4 * x + column]! * columns[origin + 2 * column]!
  return sum
}

/** The grey level between four pixels, bilinear; 0 outside the picture. */
function inkAt(images: Uint8Array, index: number, sourceX: number, sourceY: number): number {
  const x = Math.floor(sourceX)
  const y = Math.floor(sourceY)
  const right = sourceX - x
  const down = sourceY - y
  const upper = (1 - right) * level(images, index, x, y) + right * level(images, index, x + 1, y)
  const lower = (1 - right) * level(images, index, x, y + 1) + right * level(images, index, x + 1, y + 1)
  return (1 - down) * upper + down * lower
}

function level(images: Uint8Array, index: number, x: number, y: number): number {
  const isInside = x >= 0 && y >= 0 && x < IMAGE_SIDE && y < IMAGE_SIDE
  return isInside ? images[index * IMAGE_PIXELS + y * IMAGE_SIDE + x]! : 0
}
