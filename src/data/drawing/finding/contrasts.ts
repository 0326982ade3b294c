import type { LabPlanes } from './lab'
import type { Usual } from './usual'
import { closing, type Plane, smoothed } from './windows'

/** A way in which ink may differ from its ground: a direction in OKLab, of length 1. */
export interface Direction {
  readonly l: number
  readonly a: number
  readonly b: number
}

const DARKER: Direction = { l: -1, a: 0, b: 0 }
const LIGHTER: Direction = { l: 1, a: 0, b: 0 }

/** What differs less than this from the usual colour says nothing about the ink's. */
const LEAST_DIFFERENCE = 0.06

/** Widest pen, as a share of the picture's longer side: thicker is no stroke, but a shadow or a thing. */
const WIDEST_PEN = 0.17

/** Grounds darker than this do not make their ink count for more. */
const DARKEST_GROUND = 0.3

/**
 * The ways in which this picture's ink may differ: darker, lighter, or in the one colour in which most of what is unusual here differs.
 *
 * Shadows differ in lightness too, so that a coloured direction, where there is one, is one of several guesses.
 */
export function directionsOf({ own, l, a, b }: Usual): Direction[] {
  const full = { ll: 0, la: 0, lb: 0, aa: 0, ab: 0, bb: 0 }
  let most = 0
  for (let cell = 0; cell < l.length; cell++) {
    const [x, y, z] = [own.l[cell]! - l[cell]!, own.a[cell]! - a[cell]!, own.b[cell]! - b[cell]!]
    const chroma = Math.hypot(y, z)
    if (Math.hypot(x, chroma) < LEAST_DIFFERENCE) continue
    most = Math.max(most, chroma)
    full.ll += x * x
    full.la += x * y
    full.lb += x * z
    full.aa += y * y
    full.ab += y * z
    full.bb += z * z
  }
  if (most < LEAST_DIFFERENCE) return [DARKER, LIGHTER]
  const whole = principal(full)
  const chroma = principal({ ...full, ll: 0, la: 0, lb: 0 })
  return [DARKER, LIGHTER, whole, reversed(whole), chroma, reversed(chroma)]
}

function reversed({ l, a, b }: Direction): Direction {
  return { l: -l, a: -a, b: -b }
}

/** The direction of most spread: the largest eigenvector, by repeated multiplication. */
function principal({ ll, la, lb, aa, ab, bb }: Readonly<Record<'ll' | 'la' | 'lb' | 'aa' | 'ab' | 'bb', number>>): Direction {
  let [x, y, z] = ll >= aa && ll >= bb ? [1, 0.1, 0.1] : aa >= bb ? [0, 1, 0.1] : [0, 0.1, 1]
  for (let round = 0; round < 40; round++) {
    const next = [ll * x + la * y + lb * z, la * x + aa * y + ab * z, lb * x + ab * y + bb * z] as const
    const length = Math.hypot(...next)
    if (length === 0) break
    ;[x, y, z] = [next[0] / length, next[1] / length, next[2] / length]
  }
  return { l: x, a: y, b: z }
}

/** How much each pixel differs from its ground, 0 and more. */
export interface Contrast {
  /** Without the grain. */
  readonly smooth: Plane
  /** As fine as the picture is. */
  readonly sharp: Plane
}

/** How much each pixel differs from its ground in one direction. In a shadow the same ink differs as much as beside it. */
export function contrastAlong(planes: LabPlanes, direction: Direction): Contrast {
  const { width, height, l, a, b } = planes
  // Ink is what is low.
  const along = new Float32Array(width * height)
  for (let pixel = 0; pixel < along.length; pixel++)
    along[pixel] = -(direction.l * l[pixel]! + direction.a * a[pixel]! + direction.b * b[pixel]!)
  const level = smoothed({ data: along, width, height })
  const radius = Math.max(1, Math.round((WIDEST_PEN * Math.max(width, height)) / 2))
  const ground = closing(level, radius)
  // Light falls on paper and ink alike: what a shadow leaves is a share of both.
  const isDarker = direction.l < -0.9
  const contrast = new Float32Array(along.length)
  const sharp = new Float32Array(along.length)
  for (let pixel = 0; pixel < along.length; pixel++) {
    const per = isDarker ? 1 / Math.max(DARKEST_GROUND, ground.data[pixel]!) : 1
    contrast[pixel] = per * (ground.data[pixel]! - level.data[pixel]!)
    sharp[pixel] = per * (ground.data[pixel]! - along[pixel]!)
  }
  return { smooth: { data: contrast, width, height }, sharp: { data: sharp, width, height } }
}
