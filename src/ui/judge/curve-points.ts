import { spoilRanges } from '../../data/deform/spoil-kinds'
import type { ExaminedCurve, QuestionKind } from '../../state/judge-state'
import { shareOf, type Share } from '../../statistics/confusion'
import { rowsRead } from './rows-read'

/** What a model came to at one place of a question. */
export interface CurvePoint {
  /** Rows read, or the strength. */
  readonly x: number
  readonly share: Share
}

/** A curve's points, from the easiest question or the first row on. */
export function pointsOf({ question, spec, strengths, hits, count }: ExaminedCurve): readonly CurvePoint[] {
  const places = question === 'steps' ? (rowsRead(spec) ?? []) : strengths
  return places.slice(0, hits.length).map((x, place) => ({ x, share: shareOf(hits[place]!, count) }))
}

/** Where a question's axis ends. @param height  of a picture, in rows */
export function endOf(question: QuestionKind, height: number): number {
  return question === 'steps' ? height : (spoilRanges[question].steps.at(-1) ?? 1)
}

/** Places of the table: some rows of the picture, or every strength. */
export function placesOf(question: QuestionKind, height: number): readonly number[] {
  if (question !== 'steps') return spoilRanges[question].steps
  const step = Math.max(1, Math.round(height / 14))
  return Array.from({ length: Math.floor(height / step) }, (_, place) => height - place * step).toReversed()
}

/** What is known at a place: of a curve with points between, the last one that needs no more. */
export function shareAt(points: readonly CurvePoint[], x: number): Share | null {
  return points.findLast((point) => point.x <= x + 1e-6)?.share ?? null
}
