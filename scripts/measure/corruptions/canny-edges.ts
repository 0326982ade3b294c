import { gaussianBlur } from './gaussian'
import { clamp, inkAt, PIXELS, SIDE, type Corruption } from './picture'

const SIGMA = 1
/** Slopes that continue an edge, and that begin one, of Sobel's sums: a sharp border of full ink has 4. */
const [WEAK, STRONG] = [0.1, 0.2]

/**
 * Only the edges are left, a pixel wide.
 *
 * Source: Canny 1986, "A Computational Approach to Edge Detection", PAMI 8(6), sections VI to VIII.
 */
export const cannyEdges: Corruption = (ink) => {
  const [across, down] = slopes(gaussianBlur(ink, SIGMA))
  const steepness = across.map((slope, pixel) => Math.hypot(slope, down[pixel]!))
  const ridges = steepness.map((slope, pixel) => (isRidge(steepness, pixel, across[pixel]!, down[pixel]!) ? slope : 0))
  return followEdges(ridges)
}

/** Slopes to the right and downwards by Sobel's masks. */
function slopes(ink: Float32Array): readonly [Float32Array, Float32Array] {
  const at = (x: number, y: number) => ink[clamp(y, 0, SIDE - 1) * SIDE + clamp(x, 0, SIDE - 1)]!
  const [across, down] = [new Float32Array(PIXELS), new Float32Array(PIXELS)]
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [upLeft, upRight, downLeft, downRight] = [at(x - 1, y - 1), at(x + 1, y - 1), at(x - 1, y + 1), at(x + 1, y + 1)]
      across[y * SIDE + x] = upRight + 2 * at(x + 1, y) + downRight - (upLeft + 2 * at(x - 1, y) + downLeft)
      down[y * SIDE + x] = downLeft + 2 * at(x, y + 1) + downRight - (upLeft + 2 * at(x, y - 1) + upRight)
    }
  }
  return [across, down]
}

/** Whether no pixel on either side, in the direction of the steepest slope, is steeper. At the border of the picture nothing is an edge. */
function isRidge(steepness: Float32Array, pixel: number, across: number, down: number): boolean {
  const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)]
  if (x === 0 || y === 0 || x === SIDE - 1 || y === SIDE - 1) return false
  const longer = Math.max(Math.abs(across), Math.abs(down))
  if (longer === 0) return false
  const isLevel = Math.abs(across) === longer
  const share = (isLevel ? Math.abs(down) : Math.abs(across)) / longer
  const [stepX, stepY] = [Math.sign(across), Math.sign(down)]
  // The direction leaves the ring of eight neighbours between one straight beside and one at a corner.
  const beyond = (way: 1 | -1) => {
    const straight = inkAt(steepness, x + (isLevel ? way * stepX : 0), y + (isLevel ? 0 : way * stepY))
    return (1 - share) * straight + share * inkAt(steepness, x + way * stepX, y + way * stepY)
  }
  return steepness[pixel]! >= beyond(1) && steepness[pixel]! >= beyond(-1)
}

/** Strong edges, and weak ones that touch them. */
function followEdges(ridges: Float32Array): Float32Array {
  const edges = new Float32Array(PIXELS)
  const open = Array.from(ridges.keys()).filter((pixel) => ridges[pixel]! >= STRONG)
  for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
    if (edges[pixel] === 1) continue
    edges[pixel] = 1
    const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)]
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const near = (y + dy) * SIDE + x + dx
        if (inkAt(ridges, x + dx, y + dy) >= WEAK && edges[near] === 0) open.push(near)
      }
    }
  }
  return edges
}
