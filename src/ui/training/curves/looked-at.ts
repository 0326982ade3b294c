import type { Store } from '../../../state/app-state'
import type { Format } from '../../kit/format'
import { lineOf, nearestPlace, ratesAt } from './curve-lines'

/** What is known of a run at a point of its curves. */
export interface LookedAt {
  /** Of the point. */
  readonly place: number
  readonly step: number
  readonly seconds: number
  /** Of the lines, as they are drawn. */
  readonly loss: number
  readonly accuracy: number
  /** Null where it is not known how the run was planned. */
  readonly rate: number | null
}

/** The point that is nearest to a step, or the newest; null before there is one. */
export function valuesAt({ series, training, view }: Pick<Store, 'series' | 'training' | 'view'>, asked: number | null): LookedAt | null {
  const content = series.view()
  const place = nearestPlace(content, asked ?? Infinity)
  if (place === -1) return null
  const { smoothing } = view.curves
  const step = content.steps[place]!
  return {
    place,
    step,
    seconds: content.seconds[place]!,
    loss: lineOf(content, 'loss', smoothing).middle[place]!,
    accuracy: lineOf(content, 'accuracy', smoothing).middle[place]!,
    rate: ratesAt(training, [step])?.[0] ?? null,
  }
}

/** The same in words. */
export function figuresOf({ step, seconds, loss, accuracy, rate }: LookedAt, format: Format) {
  return {
    step: format.integer(step),
    time: format.duration(seconds),
    loss: format.decimal(loss, 3),
    accuracy: format.percent(accuracy),
    rate: rate === null ? null : format.significant(rate),
  }
}
