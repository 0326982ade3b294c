import type { LabPlanes } from './lab'
import { type Contrast, contrastAlong, type Direction } from './contrasts'
import { withoutLines } from './lines'
import { type Part, type Parts, partsOf, sideOf } from './parts'
import type { Usual } from './usual'
import type { Plane } from './windows'

/** Less than this is the grain of an empty sheet, as distance in OKLab or share of the ground's lightness. */
export const LEAST_CONTRAST = 0.1

/** Share of the ink's contrast from which on a pixel hangs together with it. */
const HANGING = 0.38

/** Smaller than this share of the picture's side is a speck. */
const LEAST_SIDE = 0.015

/** What one guess at the ink's colour makes of a picture. */
export interface Guess {
  readonly direction: Direction
  /** Without the grain and the paper's lines, 0 where those were. */
  readonly smooth: Plane
  readonly sharp: Plane
  /** The digit's own pixels in `labels`, and how far its strokes stand out. */
  readonly labels: Int32Array
  readonly digit: readonly Part[]
  readonly strength: number
  /** Something else stands out as much, apart from it. */
  readonly isCrowded: boolean
  /** How much speaks for this guess. */
  readonly score: number
}

/** Takes ink to differ in one direction, and looks for a digit there. Null when nothing stands out so. */
export function guessAlong(planes: LabPlanes, usual: Usual, direction: Direction): Guess | null {
  const raw = contrastAlong(planes, direction)
  const lineless = withoutLines(raw.smooth)
  const guess = lineless === null ? null : digitIn({ ...raw, smooth: lineless }, planes, usual, direction)
  // A stroke that is long, thin and straight is taken for a line of the paper: then it is all that there is.
  return guess ?? digitIn(raw, planes, usual, direction)
}

function digitIn({ smooth, sharp }: Contrast, planes: LabPlanes, usual: Usual, direction: Direction): Guess | null {
  const first = strokesOf(partsOf(smooth, LEAST_CONTRAST), planes, usual, direction)
  const strongest = mainOf(first.parts)
  if (strongest === undefined) return null
  const least = Math.max(LEAST_CONTRAST, HANGING * strongest.strength)
  const { labels, parts } = least > LEAST_CONTRAST ? strokesOf(partsOf(smooth, least), planes, usual, direction) : first
  const main = mainOf(parts)
  if (main === undefined) return null
  const { digit, isCrowded } = together(main, parts)
  const energy = digit.reduce((sum, part) => sum + part.energy, 0)
  const strength = digit.reduce((sum, part) => sum + part.strength * part.energy, 0) / energy
  const all = parts.reduce((sum, part) => sum + part.energy, 0)
  return { direction, smooth, sharp, labels, digit, strength, isCrowded, score: strength * (energy / all) }
}

/** The parts that may be strokes: no specks, no frame, nothing that lies along the border, and nothing that is as usual as its surroundings. */
function strokesOf({ labels, parts }: Parts, planes: LabPlanes, usual: Usual, direction: Direction): Parts {
  const { width, height } = planes
  const side = Math.max(width, height)
  const large = parts.filter((part) => sideOf(part) >= Math.max(2, LEAST_SIDE * side))
  const frames = large.filter((part) => isFrame(part, labels, width, large))
  const inside = large.filter((part) => !frames.includes(part) && !liesAlongBorder(part, width, height))
  const wholly = differencesOf(labels, parts.length, planes, usual, direction)
  // A loop's inside is light between dark strokes, and as light as the sheet.
  return { labels, parts: inside.filter((part) => wholly[part.label]! > 0.5 * part.strength) }
}

function mainOf(parts: readonly Part[]): Part | undefined {
  return parts.toSorted((a, b) => b.energy - a.energy)[0]
}

/** How far each part differs from what is usual in its surroundings: medians are no ink of a digit, whatever its loops hold. */
function differencesOf(
  labels: Int32Array,
  count: number,
  { width, height, l, a, b }: LabPlanes,
  usual: Usual,
  direction: Direction,
): Float32Array {
  const sums = new Float32Array(count + 1)
  const areas = new Float32Array(count + 1)
  const isDarker = direction.l < -0.9
  for (let pixel = 0; pixel < labels.length; pixel++) {
    const label = labels[pixel]!
    if (label === 0) continue
    const x = pixel % width
    const y = (pixel - x) / width
    const cell =
      Math.min(usual.height - 1, Math.floor((y * usual.height) / height)) * usual.width +
      Math.min(usual.width - 1, Math.floor((x * usual.width) / width))
    const difference =
      direction.l * (l[pixel]! - usual.l[cell]!) + direction.a * (a[pixel]! - usual.a[cell]!) + direction.b * (b[pixel]! - usual.b[cell]!)
    sums[label]! += difference / (isDarker ? Math.max(0.3, usual.l[cell]!) : 1)
    areas[label]!++
  }
  return sums.map((sum, label) => sum / Math.max(1, areas[label]!))
}

/** A printed box: lines along all four sides up to the corners, nothing of its own in the middle, and something else there. */
function isFrame(part: Part, labels: Int32Array, width: number, parts: readonly Part[]): boolean {
  const [across, down] = [part.right - part.left + 1, part.bottom - part.top + 1]
  const holds = parts.some(
    (other) =>
      other !== part &&
      other.left > part.left &&
      other.right < part.right &&
      other.top > part.top &&
      other.bottom < part.bottom &&
      sideOf(other) > 0.2 * sideOf(part),
  )
  if (!holds) return false
  let corners = 0
  let middle = 0
  const [rimX, rimY] = [0.12 * across, 0.12 * down]
  const met = [false, false, false, false]
  for (let y = part.top; y <= part.bottom; y++) {
    for (let x = part.left; x <= part.right; x++) {
      if (labels[y * width + x] !== part.label) continue
      const [isLeft, isRight] = [x - part.left < rimX, part.right - x < rimX]
      const [isTop, isBottom] = [y - part.top < rimY, part.bottom - y < rimY]
      if ((isLeft || isRight) && (isTop || isBottom)) {
        corners++
        met[(isLeft ? 0 : 1) + (isTop ? 0 : 2)] = true
      } else if (!isLeft && !isRight && !isTop && !isBottom) middle++
    }
  }
  return corners > 0 && met.filter(Boolean).length >= 3 && middle < 0.15 * part.area
}

/** A scanner's edge, a torn rim: it touches the border over much of its own length. */
function liesAlongBorder({ left, top, right, bottom, touches }: Part, width: number, height: number): boolean {
  const [across, down] = [right - left + 1, bottom - top + 1]
  const along = (touched: number, length: number, thickness: number): boolean => touched > 0.5 * length && length > 1.5 * thickness
  if (across === width && down === height) return touches.filter((touched) => touched > 0).length === 4
  return (
    along(touches[0], down, across) || along(touches[2], down, across) || along(touches[1], across, down) || along(touches[3], across, down)
  )
}

/** The main part and what belongs to it, such as the upper bar of a 5; what stands out as much elsewhere is something else. */
function together(main: Part, parts: readonly Part[]): { digit: Part[]; isCrowded: boolean } {
  const digit = [main]
  const rest = new Set(parts.filter((part) => part !== main))
  for (let grows = true; grows;) {
    grows = false
    const reach = 0.25 * Math.max(...digit.map(sideOf))
    for (const part of rest) {
      if (!digit.some((own) => gapOf(own, part) <= reach) || part.energy < 0.02 * main.energy) continue
      digit.push(part)
      rest.delete(part)
      grows = true
    }
  }
  return { digit, isCrowded: [...rest].some((part) => part.energy > 0.3 * main.energy && part.strength > 0.6 * main.strength) }
}

function gapOf(a: Part, b: Part): number {
  return Math.max(0, a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom)
}
