/** What a reading shows that the lessons speak of: found in the trace at hand, so that every sentence is true of the visitor's own digit. */

import type { PictureSize } from '../../core/task'
import type { Trace, TraceSignal } from '../../nn/engine'
import { answerAt, settleStep } from '../network/answer'
import { type BeliefView, findBelief, findSignal, type ModelView, pixelsOf, seenPlaces, type SequenceLayer } from '../network/layers'

/** Rows of a picture, or steps of a reading, from 0. */
export interface InkRows {
  readonly first: number
  readonly last: number
  /** The one with most ink. */
  readonly heaviest: number
}

/** Less than this in all of a row or step is the shadow of a scaled edge, not ink. */
const FAINT = 0.5

/** @param picture [height,width] in 0…1; null where nothing is drawn */
export function inkRows(picture: Float32Array, { width, height }: PictureSize): InkRows | null {
  const sums = Array.from({ length: height }, (_, row) =>
    picture.subarray(row * width, (row + 1) * width).reduce((sum, ink) => sum + ink, 0),
  )
  return inkOf(sums)
}

function inkOf(sums: readonly number[]): InkRows | null {
  const first = sums.findIndex((sum) => sum > FAINT)
  if (first < 0) return null
  return { first, last: sums.findLastIndex((sum) => sum > FAINT), heaviest: sums.indexOf(Math.max(...sums)) }
}

/**
 * Mean size of a signal's values over all units and the rows `first` … `last`; null where there are none.
 *
 * @param signal [T,U]
 */
export function meanSize({ shape, data }: TraceSignal, first: number, last: number): number | null {
  const units = shape[1] ?? 0
  const values = data.subarray(first * units, (last + 1) * units)
  return values.length === 0 ? null : values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length
}

/** Steps of a layer whose part of the picture has ink in it; null where nothing is drawn. @param picture [height,width] */
export function inkSteps(picture: Float32Array, model: ModelView, { sight, steps }: SequenceLayer): InkRows | null {
  const sums = Array.from({ length: steps }, (_, step) => {
    const [first, last] = seenPlaces(sight, step, model.steps)
    return pixelsOf(model, first, last).reduce((sum, pixel) => sum + (picture[pixel] ?? 0), 0)
  })
  return inkOf(sums)
}

/** The unit with the greatest mean of a signal over the steps `first` … `last`. @param signal [T,U] */
export function steadiestUnit({ shape, data }: TraceSignal, first: number, last: number): number {
  const units = shape[1] ?? 0
  const sums = new Float64Array(units)
  for (let index = first * units; index < (last + 1) * units; index++) sums[index % units]! += data[index]!
  return sums.indexOf(Math.max(...sums))
}

/** The unit with the smallest value of a signal at a step. @param signal [T,U] */
export function weakestUnit({ shape, data }: TraceSignal, step: number): number {
  const units = shape[1] ?? 0
  const values = data.subarray(step * units, (step + 1) * units)
  return values.indexOf(values.reduce((lowest, value) => Math.min(lowest, value), Infinity))
}

/** The unit with the greatest value of a signal at a step. @param signal [T,U] */
export function strongestUnit({ shape, data }: TraceSignal, step: number): number {
  const units = shape[1] ?? 0
  const values = data.subarray(step * units, (step + 1) * units)
  return values.indexOf(values.reduce((highest, value) => Math.max(highest, value), -Infinity))
}

export interface Mind {
  /** The first step from which the answer stayed. */
  readonly settled: number
  readonly digit: number
  /** Of the final answer, 0 … 1. */
  readonly probability: number
  /** What it would have answered one step earlier; null where it never thought otherwise. */
  readonly before: number | null
}

/** When the model made up its mind. @param belief [T,C] */
export function mindOf(belief: Trace['belief']): Mind {
  const settled = settleStep(belief)
  const { digit, probability } = answerAt(belief, (belief.shape[0] ?? 1) - 1)
  return { settled, digit, probability, before: settled === 0 ? null : answerAt(belief, settled - 1).digit }
}

/** What the guided reading says of the digit on the pad; each null where the trace at hand does not say it. */
export interface ReadingFacts {
  readonly ink: InkRows | null
  /** Mean forget gate in the blank rows above the digit, and in those below it. */
  readonly forgetAbove: number | null
  readonly forgetBelow: number | null
  /** Mean size of the candidate, |C̃|, in the blank rows above the digit, and in the digit's own. */
  readonly candidateAbove: number | null
  readonly candidateWithin: number | null
  readonly mind: Mind | null
}

/** @param layer an LSTM whose steps are the picture's rows */
export function readingFacts(trace: Trace | null, layer: SequenceLayer, view: BeliefView | null): ReadingFacts {
  const ink = trace && inkRows(trace.input.data, { height: layer.steps, width: trace.input.shape[1] ?? 0 })
  const belief = findBelief(trace, view)
  const mean = (name: string, first: number, last: number): number | null => {
    const signal = findSignal(trace, layer, name)
    return signal && first <= last ? meanSize(signal, first, last) : null
  }
  return {
    ink,
    forgetAbove: ink && mean('f', 0, ink.first - 1),
    forgetBelow: ink && mean('f', ink.last + 1, layer.steps - 1),
    candidateAbove: ink && mean('g', 0, ink.first - 1),
    candidateWithin: ink && mean('g', ink.first, ink.last),
    mind: belief && ink && mindOf(belief),
  }
}
