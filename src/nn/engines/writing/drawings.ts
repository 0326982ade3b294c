import { ShapeError } from '../../../core/errors'
import { permutation } from '../../../core/permutation'
import { pcg4d, Random, Stream } from '../../../core/random'
import { Pen, POINT_VALUES, sequenceOf, type PenSequence, type PenSequences } from '../../../core/sequences'
import { requireSameTask, taskOf } from '../../../core/task'
import { TARGET_VALUES } from '../../operations/cpu/arithmetic/mixture'
import type { Values } from '../../operations/cpu/primitives'
import type { StrokeDeformation } from '../../spec/writing/deformation'
import { deformationKinds } from '../../spec/writing/deformation'
import { firstClassInput, MOVEMENT_INPUTS, type WriterDescription, type WriterSpec } from '../../spec/writing/writer-spec'
import type { TrainingStep } from '../training-run'

/** How drawings reach a network that writes, alike on every engine. */

/** One drawing and what it shows. */
export interface Drawing {
  readonly sequence: PenSequence
  readonly label: number
  /** What the nats of its points are multiplied by in a loss; 1 where it is left out. */
  readonly weight?: number
}

export function pointsOf({ sequence }: Drawing): number {
  return sequence.length / POINT_VALUES
}

/** All drawings of a set in its order. */
export function drawingsOf(set: PenSequences): Drawing[] {
  return Array.from(set.labels, (label, index) => ({ label, sequence: sequenceOf(set, index), weight: weightOf(set, index) }))
}

function weightOf({ weights }: PenSequences, index: number): number {
  return weights === undefined ? 1 : weights[index]!
}

/** @throws TaskError for drawings of another task; ShapeError for one that is too long, or whose numbers make no sense */
export function requireDrawings(set: PenSequences, { spec, task }: WriterDescription): void {
  requireSameTask(task, taskOf(set))
  if (set.labels.length === 0) throw new ShapeError({ tensor: 'drawings', misfit: { kind: 'empty' } })
  for (const drawing of drawingsOf(set)) requireDrawing(drawing, { spec, task })
  requireWeights(set)
}

/** @throws ShapeError */
function requireWeights({ weights, labels }: PenSequences): void {
  if (weights === undefined) return
  if (weights.length !== labels.length) {
    throw new ShapeError({ tensor: 'weights', misfit: { kind: 'count', expected: labels.length, actual: weights.length } })
  }
  const bad = weights.findIndex((weight) => !Number.isFinite(weight))
  if (bad >= 0) throw new ShapeError({ tensor: 'weights', misfit: { kind: 'notFinite', actual: weights[bad]!, index: bad } })
}

/** @throws ShapeError */
export function requireDrawing({ sequence, label }: Drawing, { spec, task }: Pick<WriterDescription, 'spec' | 'task'>): void {
  if (!(label < task.classes.length)) {
    throw new ShapeError({ tensor: 'labels', misfit: { kind: 'classes', count: task.classes.length, actual: label, index: 0 } })
  }
  const most = spec.strokes.points * POINT_VALUES
  if (sequence.length > most || sequence.length % POINT_VALUES !== 0) {
    throw new ShapeError({ tensor: 'points', misfit: { kind: 'count', expected: most, actual: sequence.length } })
  }
  const bad = sequence.findIndex((value, index) => (index % POINT_VALUES === 2 ? !isPen(value) : !Number.isFinite(value)))
  if (bad >= 0) throw new ShapeError({ tensor: 'points', misfit: { kind: 'notFinite', actual: sequence[bad]!, index: bad } })
}

function isPen(value: number): boolean {
  return value === Pen.down || value === Pen.up || value === Pen.end
}

/** The longest first: pieces of a batch are then of drawings that are about as long as each other. */
export function byLength(drawings: readonly Drawing[]): Drawing[] {
  return drawings.toSorted((a, b) => pointsOf(b) - pointsOf(a))
}

/** The drawings of training steps, in seeded order and deformed by seed. */
export class TrainingDrawings {
  constructor(
    private readonly set: PenSequences,
    private readonly seed: number,
    private readonly deformation: StrokeDeformation,
  ) {}

  /** Those of one step, the longest first. @param optimizerStep  1-based: with the seed it decides all that is random */
  take({ epoch, start, examples }: Pick<TrainingStep, 'epoch' | 'start' | 'examples'>, optimizerStep: number): Drawing[] {
    const order = permutation(this.set.labels.length, this.seed, epoch)
    return byLength(
      Array.from({ length: examples }, (_, place) => {
        const index = order(start + place)
        const sequence = sequenceOf(this.set, index)
        const deformed = deform(sequence, this.deformation, this.seed, optimizerStep, index)
        return { label: this.set.labels[index]!, sequence: deformed, weight: weightOf(this.set, index) }
      }),
    )
  }
}

/** Turned, stretched and slanted as a whole, and every point moved a little. */
export function deform(sequence: PenSequence, deformation: StrokeDeformation, seed: number, step: number, example: number): PenSequence {
  if (deformationKinds.every((kind) => deformation[kind] === 0)) return sequence
  const random = new Random(seed, Stream.deformStrokes, pcg4d(step, example, 0, Stream.deformStrokes)[0])
  const { rotate, scale, shear, jitter } = deformation
  const angle = ((rotate * Math.PI) / 180) * random.uniform(-1, 1)
  const [wider, higher] = [1 + scale * random.uniform(-1, 1), 1 + scale * random.uniform(-1, 1)]
  const slant = shear * random.uniform(-1, 1)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const deformed = new Float32Array(sequence.length)
  let [beforeX, beforeY] = [0, 0]
  for (let at = 0; at < sequence.length; at += POINT_VALUES) {
    const y = higher * sequence[at + 1]!
    const x = wider * sequence[at]! + slant * y
    const [moveX, moveY] = [jitter * random.normal(), jitter * random.normal()]
    deformed[at] = cos * x - sin * y + moveX - beforeX
    deformed[at + 1] = sin * x + cos * y + moveY - beforeY
    deformed[at + 2] = sequence[at + 2]!
    ;[beforeX, beforeY] = [moveX, moveY]
  }
  return deformed
}

/** Where a batch of drawings goes. */
export interface DrawingTarget {
  /** [T,B,columns] */
  readonly input: Values
  /** Values from row to row of the input, at least its features. */
  readonly columns: number
  /** [T,B,4] (`TARGET_VALUES`) */
  readonly targets: Values
  readonly batch: number
  readonly spec: WriterSpec
}

/** Lays drawings into a batch, everything behind their ends as zeros. @returns points that count */
export function layDrawings(drawings: readonly Drawing[], { input, columns, targets, batch, spec }: DrawingTarget): number {
  input.fill(0)
  targets.fill(0)
  let points = 0
  for (const [place, { sequence, label, weight = 1 }] of drawings.entries()) {
    const count = sequence.length / POINT_VALUES
    points += count
    let pen = START
    for (let t = 0; t < count; t++) {
      const row = t * batch + place
      const point = sequence.subarray(t * POINT_VALUES, (t + 1) * POINT_VALUES)
      layInput(input, row * columns, pen, label, spec)
      targets.set(point, row * TARGET_VALUES)
      targets[row * TARGET_VALUES + 3] = weight
      pen = moved(pen, point)
    }
  }
  return points
}

/** A pen between two points of a drawing. */
export interface PenState {
  /** [3] the point that it wrote last. */
  readonly point: PenSequence
  /** Where it is, from the middle of the drawing on. */
  readonly x: number
  readonly y: number
}

/** Before its first point a pen has not moved and is up. */
export const START: PenState = { point: Float32Array.of(0, 0, Pen.up), x: 0, y: 0 }

/** The pen after one more point. */
export function moved({ x, y }: PenState, point: PenSequence): PenState {
  return { point, x: x + point[0]!, y: y + point[1]! }
}

/** Where the pen is, is read in fifths of a unit: about -1 … 1. */
const PLACE_SCALE = 0.2

/** What the network reads: the movement, the pen as one of three, where that is asked for its place, and the class as one of many. The row must be zeros. */
export function layInput(input: Values, at: number, { point, x, y }: PenState, label: number, spec: WriterSpec): void {
  input[at] = point[0]!
  input[at + 1] = point[1]!
  input[at + 2 + point[2]!] = 1
  if (spec.strokes.place) {
    input[at + MOVEMENT_INPUTS] = PLACE_SCALE * x
    input[at + MOVEMENT_INPUTS + 1] = PLACE_SCALE * y
  }
  input[at + firstClassInput(spec) + label] = 1
}

/** Timesteps of a batch of these drawings: as few as its longest needs, in whole `grain`s, so that there are not too many plans. */
export function stepsFor({ strokes }: WriterSpec, drawings: readonly Drawing[], grain: number, mayShorten: boolean): number {
  if (!mayShorten) return strokes.points
  const longest = Math.max(1, ...drawings.map(pointsOf))
  return Math.min(strokes.points, Math.ceil(longest / grain) * grain)
}
