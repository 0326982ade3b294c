import { openedAlongColumns, type Plane, transposed } from './windows'

/** Share of the picture's side that a line must run to be the paper's. */
const LEAST_LENGTH = 0.5

/** A line thicker than this share of the shorter side was drawn by no printer. */
const THICKEST = 0.02

/** Share of the side within which a line has reached the border. */
const AT_BORDER = 0.06

/** Paler lines than this are not seen anyway. */
const PALEST = 0.03

/** Steepest line that still counts as level: a sheet is seldom photographed quite straight. */
const STEEPEST = 0.14

/** Where more of the picture than this is fine lines, it is a texture. */
const MOST_RIDGES = 0.25

/**
 * Takes long, thin, straight lines out of a picture of contrasts: those of ruled and squared paper, and a printed box around everything. What crosses
 * them stays: a column through a line is taken out only where it is no thicker than the line is elsewhere, and no darker.
 *
 * @returns null when there are none
 */
export function withoutLines(contrast: Plane): Plane | null {
  const level = withoutLevelLines(contrast)
  const upright = withoutLevelLines(transposed(level ?? contrast))
  return upright === null ? level : transposed(upright)
}

function withoutLevelLines(contrast: Plane): Plane | null {
  const { data, width, height } = contrast
  const reach = Math.max(2, Math.round((THICKEST * Math.min(width, height)) / 2))
  const opened = openedAlongColumns(contrast, reach)
  const ridges: number[] = []
  for (let pixel = 0; pixel < data.length; pixel++) if (data[pixel]! - opened.data[pixel]! > PALEST) ridges.push(pixel)
  if (ridges.length > MOST_RIDGES * data.length) return null
  const isRidge = new Uint8Array(data.length)
  for (const pixel of ridges) isRidge[pixel] = 1
  const candidates = straightLines(ridges, width, height)
    .map(({ slope, offset }) => follow(isRidge, contrast, slope, offset))
    .filter((path) => path !== null)
    .map((path) => measured(contrast, path, reach))
    .filter(({ thickness }) => thickness <= Math.max(3, 1.25 * THICKEST * Math.min(width, height)))
  const lines = candidates.filter((line) => isOfPaper(line, candidates, width))
  if (lines.length === 0) return null
  const result = { data: data.slice(), width, height }
  for (const line of lines) erase(result, line)
  return result
}

/** A line as it is seen, column by column. */
interface SeenLine {
  readonly runs: readonly { readonly x: number; readonly top: number; readonly bottom: number; readonly darkest: number }[]
  /** Medians. */
  readonly row: number
  readonly thickness: number
  readonly darkness: number
}

/** A stroke of a thin pen may be as long and straight as a line of the paper, but does not run from border to border, and has no equals. */
function isOfPaper({ runs, row, thickness }: SeenLine, all: readonly SeenLine[], width: number): boolean {
  const [first, last] = [runs[0]!.x, runs.at(-1)!.x]
  if (first < AT_BORDER * width && last > (1 - AT_BORDER) * width) return true
  // The two edges of one thick stroke are no two lines.
  const isEqual = (other: SeenLine): boolean =>
    Math.abs(other.runs[0]!.x - first) < AT_BORDER * width &&
    Math.abs(other.runs.at(-1)!.x - last) < AT_BORDER * width &&
    Math.abs(other.row - row) > 4 * (thickness + other.thickness)
  return all.some(isEqual)
}

interface Line {
  readonly slope: number
  /** Row at the middle column. */
  readonly offset: number
}

/** Lines on which many ridge pixels lie, the fullest first. (Hough's transform over small slopes.) */
function straightLines(ridges: readonly number[], width: number, height: number): Line[] {
  const slopes = 2 * Math.ceil((STEEPEST * width) / 4) + 1
  const margin = Math.ceil((STEEPEST * width) / 2)
  const bins = height + 2 * margin
  const votes = new Uint16Array(slopes * bins)
  const slopeOf = (index: number): number => STEEPEST * ((2 * index) / (slopes - 1) - 1)
  const middle = width / 2
  for (const pixel of ridges) {
    const x = pixel % width
    const y = (pixel - x) / width
    for (let index = 0; index < slopes; index++) votes[index * bins + Math.round(y - slopeOf(index) * (x - middle)) + margin]!++
  }
  const least = 0.7 * LEAST_LENGTH * width
  const peaks: number[] = []
  // Two rows in two neighbouring bins may be one line.
  const around = (at: number): number => votes[at]! + Math.max(votes[at - 1] ?? 0, votes[at + 1] ?? 0)
  for (let at = 0; at < votes.length; at++) if (around(at) >= least) peaks.push(at)
  peaks.sort((a, b) => around(b) - around(a))
  const lines: Line[] = []
  for (const at of peaks) {
    const slope = slopeOf(Math.floor(at / bins))
    const offset = (at % bins) - margin
    const isSame = (other: Line): boolean =>
      [0, middle, -middle].some((x) => Math.abs(offset + slope * x - other.offset - other.slope * x) < 3)
    if (!lines.some(isSame)) lines.push({ slope, offset })
    if (lines.length >= 200) break
  }
  return lines
}

/** Row of the line in each column, NaN where it is not seen; null when it is not seen in enough of them. */
function follow(isRidge: Uint8Array, { data, width, height }: Plane, slope: number, offset: number): Float32Array | null {
  const path = new Float32Array(width).fill(Number.NaN)
  const slack = Math.max(2, Math.round(0.004 * width))
  let drift = 0
  let seen = 0
  for (let x = 0; x < width; x++) {
    const guess = Math.round(offset + slope * (x - width / 2) + drift)
    let best = -1
    for (let y = Math.max(0, guess - slack); y <= Math.min(height - 1, guess + slack); y++) {
      const at = y * width + x
      if (isRidge[at] === 1 && (best < 0 || data[at]! > data[best * width + x]!)) best = y
    }
    if (best < 0) continue
    path[x] = best
    seen++
    drift += 0.1 * (best - guess)
  }
  return seen >= LEAST_LENGTH * width ? path : null
}

function measured({ data, width, height }: Plane, path: Float32Array, reach: number): SeenLine {
  const columns = columnsOf(path)
  const darkness = medianOf(columns.map((x) => data[path[x]! * width + x]!))
  const edge = Math.max(PALEST / 2, 0.3 * darkness)
  const runs = columns.map((x) => {
    let top = path[x]!
    let bottom = top
    while (top > 0 && data[(top - 1) * width + x]! > edge && bottom - top < 6 * reach) top--
    while (bottom < height - 1 && data[(bottom + 1) * width + x]! > edge && bottom - top < 6 * reach) bottom++
    return { x, top, bottom, darkest: data[path[x]! * width + x]! }
  })
  return { runs, row: medianOf(runs.map(({ top }) => top)), darkness, thickness: medianOf(runs.map(({ top, bottom }) => bottom - top + 1)) }
}

/** Takes a line out, column by column, where nothing thicker or darker crosses it. */
function erase({ data, width, height }: Plane, { runs, darkness, thickness }: SeenLine): void {
  for (const { x, top, bottom, darkest } of runs) {
    if (bottom - top + 1 > 1.5 * thickness + 1 || darkest > 1.6 * darkness + 0.05) continue
    for (let y = Math.max(0, top - 2); y <= Math.min(height - 1, bottom + 2); y++) data[y * width + x] = 0
  }
}

function columnsOf(path: Float32Array): number[] {
  const columns: number[] = []
  for (let x = 0; x < path.length; x++) if (!Number.isNaN(path[x]!)) columns.push(x)
  return columns
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}
