import { Pen, POINT_VALUES, sequenceOf, type PenSequence, type PenSequences } from '../../src/core/sequences'
import { Random } from '../../src/core/random'

/** Two ways to say what comes next without a network, to know what nats per point are worth. */

/** Nats of one point after those before it. */
export type Baseline = (sequence: PenSequence, label: number, place: number) => number

/** Mean nats per point. */
export function natsPerPoint(baseline: Baseline, set: PenSequences): number {
  let [nats, points] = [0, 0]
  for (let index = 0; index < set.labels.length; index++) {
    const sequence = sequenceOf(set, index)
    for (let place = 0; place < sequence.length / POINT_VALUES; place++, points++) nats += baseline(sequence, set.labels[index]!, place)
  }
  return nats / points
}

const CLASSES = 10
const PENS = 3

/** p(pen | pen before, class), with one of each added to what was counted. */
function penBigrams(set: PenSequences): (sequence: PenSequence, label: number, place: number) => number {
  const counts = new Float64Array(CLASSES * (PENS + 1) * PENS).fill(1)
  const at = (sequence: PenSequence, label: number, place: number) => {
    const before = place === 0 ? PENS : sequence[(place - 1) * POINT_VALUES + 2]!
    return (label * (PENS + 1) + before) * PENS
  }
  forEachPoint(set, (sequence, label, place) => counts[at(sequence, label, place) + sequence[place * POINT_VALUES + 2]!]!++)
  return (sequence, label, place) => {
    const first = at(sequence, label, place)
    const all = counts[first]! + counts[first + 1]! + counts[first + 2]!
    return -Math.log(counts[first + sequence[place * POINT_VALUES + 2]!]! / all)
  }
}

function forEachPoint(set: PenSequences, visit: (sequence: PenSequence, label: number, place: number) => void): void {
  for (let index = 0; index < set.labels.length; index++) {
    const sequence = sequenceOf(set, index)
    for (let place = 0; place < sequence.length / POINT_VALUES; place++) visit(sequence, set.labels[index]!, place)
  }
}

/** A Gaussian in the plane. */
interface Gaussian {
  readonly x: number
  readonly y: number
  readonly xx: number
  readonly xy: number
  readonly yy: number
}

function gaussianNats({ x, y, xx, xy, yy }: Gaussian, atX: number, atY: number): number {
  const determinant = xx * yy - xy * xy
  const [dx, dy] = [atX - x, atY - y]
  const exponent = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant
  return Math.log(2 * Math.PI) + 0.5 * (Math.log(determinant) + exponent)
}

const STEPS_BACK = 2

/**
 * The next movement is a linear function of the two before it, of what the pen did, and of the class, with one Gaussian around it; apart for points
 * after a lifted pen. The pen by its bigrams.
 */
export function linearGaussian(set: PenSequences): Baseline {
  const pens = penBigrams(set)
  const fits = [false, true].map((isUp) => fitLinear(set, isUp))
  return (sequence, label, place) => {
    const { weights, noise } = fits[Number(isAfterLift(sequence, place))]!
    const features = featuresOf(sequence, label, place)
    const [x, y] = [0, 1].map((axis) => features.reduce((sum, value, index) => sum + value * weights[axis]![index]!, 0))
    const at = place * POINT_VALUES
    return gaussianNats({ ...noise, x: x!, y: y! }, sequence[at]!, sequence[at + 1]!) + pens(sequence, label, place)
  }
}

function isAfterLift(sequence: PenSequence, place: number): boolean {
  return place === 0 || sequence[(place - 1) * POINT_VALUES + 2] !== Pen.down
}

function featuresOf(sequence: PenSequence, label: number, place: number): number[] {
  const features = [1]
  for (let back = 1; back <= STEPS_BACK; back++) {
    const at = (place - back) * POINT_VALUES
    const isThere = place >= back
    features.push(
      isThere ? sequence[at]! : 0,
      isThere ? sequence[at + 1]! : 0,
      Number(isThere && sequence[at + 2] === Pen.up),
      Number(isThere),
    )
  }
  for (let digit = 1; digit < CLASSES; digit++) features.push(Number(digit === label))
  return features
}

function fitLinear(set: PenSequences, isUp: boolean) {
  const size = featuresOf(new Float32Array(0), 0, 0).length
  const squares = Array.from({ length: size }, (_, row) => Float64Array.from({ length: size }, (__, column) => (row === column ? 1e-6 : 0)))
  const goals = [new Float64Array(size), new Float64Array(size)]
  forEachPoint(set, (sequence, label, place) => {
    if (isAfterLift(sequence, place) !== isUp) return
    const features = featuresOf(sequence, label, place)
    for (const [row, value] of features.entries()) {
      if (value === 0) continue
      for (const [column, other] of features.entries()) squares[row]![column]! += value * other
      for (const axis of [0, 1]) goals[axis]![row]! += value * sequence[place * POINT_VALUES + axis]!
    }
  })
  const weights = goals.map((goal) => solve(squares, goal))
  const residuals: [number, number][] = []
  forEachPoint(set, (sequence, label, place) => {
    if (isAfterLift(sequence, place) !== isUp) return
    const features = featuresOf(sequence, label, place)
    const [x, y] = weights.map((weight) => features.reduce((sum, value, index) => sum + value * weight[index]!, 0))
    residuals.push([sequence[place * POINT_VALUES]! - x!, sequence[place * POINT_VALUES + 1]! - y!])
  })
  return {
    weights,
    noise: fitGaussian(
      residuals,
      residuals.map(() => 1),
    ),
  }
}

/** Gauss and Jordan's elimination, with the largest pivot of each column. */
function solve(matrix: readonly Float64Array[], goal: Float64Array): Float64Array {
  const rows = matrix.map((row, index) => Float64Array.from([...row, goal[index]!]))
  for (let column = 0; column < rows.length; column++) {
    let pivot = column
    for (let row = column; row < rows.length; row++) if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row
    ;[rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!]
    for (const [index, row] of rows.entries()) {
      if (index === column) continue
      const factor = row[column]! / rows[column]![column]!
      for (let place = column; place < row.length; place++) row[place]! -= factor * rows[column]![place]!
    }
  }
  return Float64Array.from(rows, (row, index) => row.at(-1)! / row[index]!)
}

/** Variance that a Gaussian has at least, in square units of movement. */
const LEAST_VARIANCE = 1e-4

function fitGaussian(points: readonly (readonly [number, number])[], weights: ArrayLike<number>): Gaussian {
  let [total, x, y] = [1e-9, 0, 0]
  for (const [index, point] of points.entries()) {
    total += weights[index]!
    x += weights[index]! * point[0]
    y += weights[index]! * point[1]
  }
  x /= total
  y /= total
  let [xx, xy, yy] = [0, 0, 0]
  for (const [index, point] of points.entries()) {
    const [dx, dy] = [point[0] - x, point[1] - y]
    xx += weights[index]! * dx * dx
    xy += weights[index]! * dx * dy
    yy += weights[index]! * dy * dy
  }
  return { x, y, xx: xx / total + LEAST_VARIANCE, xy: xy / total, yy: yy / total + LEAST_VARIANCE }
}

const WORDS = 64
const ROUNDS = 12

/**
 * Movements as 64 words (k-means), each with its Gaussian; which word comes next is counted by the word before, and by whether the pen was lifted. The
 * pen by its bigrams.
 */
export function bigram(set: PenSequences): Baseline {
  const pens = penBigrams(set)
  const movements: [number, number][] = []
  forEachPoint(set, (sequence, _, place) => movements.push([sequence[place * POINT_VALUES]!, sequence[place * POINT_VALUES + 1]!]))
  const centres = cluster(movements)
  const wordOf = (x: number, y: number) => nearest(centres, x, y)
  const members = centres.map((): [number, number][] => [])
  for (const [x, y] of movements) members[wordOf(x, y)]!.push([x, y])
  const gaussians = members.map((points) =>
    fitGaussian(
      points,
      points.map(() => 1),
    ),
  )
  const START = 2 * WORDS
  const before = (sequence: PenSequence, place: number) => {
    if (place === 0) return START
    const at = (place - 1) * POINT_VALUES
    return wordOf(sequence[at]!, sequence[at + 1]!) + (sequence[at + 2] === Pen.down ? 0 : WORDS)
  }
  const counts = Array.from({ length: 2 * WORDS + 1 }, () => new Float64Array(WORDS).fill(0.1))
  forEachPoint(set, (sequence, _, place) => {
    counts[before(sequence, place)]![wordOf(sequence[place * POINT_VALUES]!, sequence[place * POINT_VALUES + 1]!)]!++
  })
  return (sequence, label, place) => {
    const row = counts[before(sequence, place)]!
    const all = row.reduce((sum, count) => sum + count, 0)
    const [x, y] = [sequence[place * POINT_VALUES]!, sequence[place * POINT_VALUES + 1]!]
    const density = gaussians.reduce((sum, gaussian, word) => sum + (row[word]! / all) * Math.exp(-gaussianNats(gaussian, x, y)), 0)
    return -Math.log(Math.max(density, Number.MIN_VALUE)) + pens(sequence, label, place)
  }
}

function nearest(centres: readonly (readonly [number, number])[], x: number, y: number): number {
  let [best, distance] = [0, Infinity]
  for (const [index, [cx, cy]] of centres.entries()) {
    const away = (x - cx) ** 2 + (y - cy) ** 2
    if (away < distance) [best, distance] = [index, away]
  }
  return best
}

function cluster(points: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const random = new Random(1, 1)
  let centres: (readonly [number, number])[] = Array.from({ length: WORDS }, () => random.pick(points))
  for (let round = 0; round < ROUNDS; round++) {
    const sums = centres.map((): [number, number, number] => [0, 0, 0])
    for (const [x, y] of points) {
      const sum = sums[nearest(centres, x, y)]!
      sum[0] += x
      sum[1] += y
      sum[2]++
    }
    centres = sums.map(([x, y, count], index) => (count === 0 ? centres[index]! : [x / count, y / count]))
  }
  return centres
}
