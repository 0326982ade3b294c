import { sequenceOf, type PenSequences } from '../../src/core/sequences'
import { boxOf, lengthOf, resample, type Line } from '../../src/data/writing/lines'
import { linesFromSequence } from '../../src/data/writing/sequence'
import type { Point } from '../../src/data/strokes'

/** How near drawings are to each other: whether a network learnt them by heart, and whether it writes in many ways. */

/** Points that a drawing is compared by. */
const POINTS = 32

/** A drawing as [32,2] points at even distances along its strokes, in the order of writing, its box around 0 with a longer side of 1. */
export type Shape = Float64Array

/** Strokes one behind the other, without what the pen went in the air. */
export function shapeOf(lines: readonly Line[]): Shape {
  const { left, top, width, height } = boxOf(lines)
  const side = Math.max(width, height, 1e-9)
  const placed = lines.map((line) => line.map(([x, y]): Point => [(x - left - width / 2) / side, (y - top - height / 2) / side]))
  const total = placed.reduce((sum, line) => sum + lengthOf(line), 0)
  const shape = new Float64Array(2 * POINTS)
  // So fine that the nearest of its points is as good as the place itself.
  const fine = placed.flatMap((line) => resample(line, Math.max(total, 1e-9) / (8 * POINTS)))
  for (let place = 0; place < POINTS; place++) {
    const [x, y] = fine[Math.round((place * (fine.length - 1)) / (POINTS - 1))]!
    shape.set([x, y], 2 * place)
  }
  return shape
}

export function shapesOf(set: PenSequences): readonly { readonly label: number; readonly shape: Shape }[] {
  return Array.from(set.labels, (label, index) => ({ label, shape: shapeOf(linesFromSequence(sequenceOf(set, index))) }))
}

/** Mean distance of points of the same place in the order of writing, in sides of the box. */
export function distanceBetween(a: Shape, b: Shape): number {
  let sum = 0
  for (let at = 0; at < a.length; at += 2) sum += Math.hypot(a[at]! - b[at]!, a[at + 1]! - b[at + 1]!)
  return sum / POINTS
}

type Labelled = readonly { readonly label: number; readonly shape: Shape }[]

/** Of each drawing, how far the nearest of its class among others is; sorted. */
export function nearestDistances(drawings: Labelled, among: Labelled): number[] {
  const byLabel = groupByLabel(among)
  return drawings
    .map(({ label, shape }) => Math.min(...(byLabel.get(label) ?? []).map((other) => distanceBetween(shape, other))))
    .toSorted((a, b) => a - b)
}

/** By class, the mean distance of two drawings of it. */
export function spreads(drawings: Labelled, most: number): ReadonlyMap<number, number> {
  return new Map(
    [...groupByLabel(drawings)].map(([label, shapes]) => {
      const some = shapes.slice(0, most)
      let [sum, pairs] = [0, 0]
      for (const [index, shape] of some.entries()) {
        for (let other = 0; other < index; other++, pairs++) sum += distanceBetween(shape, some[other]!)
      }
      return [label, sum / Math.max(1, pairs)]
    }),
  )
}

function groupByLabel(drawings: Labelled): Map<number, Shape[]> {
  const groups = new Map<number, Shape[]>()
  for (const { label, shape } of drawings) groups.set(label, [...(groups.get(label) ?? []), shape])
  return groups
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
}
