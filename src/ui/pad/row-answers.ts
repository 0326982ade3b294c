import { taskOf } from '../../core/task'
import type { Store } from '../../state/app-state'
import type { formatFor } from '../kit/format'
import { classLabel } from '../kit/task'

export interface RowAnswer {
  /** A dash where it is not read. */
  readonly answer: string
  /** Null where it is not read. */
  readonly confidence: string | null
}

/** What the digits of the row were read as, from left to right; nothing where the drawing is one digit. */
export function rowAnswers(
  { drawing, rowReading, model }: Pick<Store, 'drawing' | 'rowReading' | 'model'>,
  { probability }: Pick<ReturnType<typeof formatFor>, 'probability'>,
): readonly RowAnswer[] {
  const task = taskOf(model?.spec ?? {})
  return (drawing.row?.pictures ?? []).map((_, place) => {
    const probabilities = rowReading?.[place]
    if (!probabilities) return { answer: '–', confidence: null }
    const best = Math.max(...probabilities)
    return { answer: classLabel(task, probabilities.indexOf(best)), confidence: probability(best) }
  })
}

/** Probabilities of the digit whose maps are shown. */
export function shownProbabilities({ drawing, trace, rowReading }: Pick<Store, 'drawing' | 'trace' | 'rowReading'>): Float32Array | null {
  if (drawing.isEmpty) return null
  return drawing.row === undefined ? (trace?.probabilities ?? null) : (rowReading?.[drawing.row.chosen] ?? null)
}
