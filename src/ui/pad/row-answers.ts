import { taskOf } from '../../core/task'
import type { RowReading, Store } from '../../state/app-state'
import type { StrangenessLevel } from '../../worker/protocol'
import type { formatFor } from '../kit/format'
import { classLabel } from '../kit/task'

export interface RowAnswer {
  /** A dash where it is not read. */
  readonly answer: string
  /** Null where it is not read. */
  readonly confidence: string | null
  /** How usual its drawing is; null where that is not known. */
  readonly level: StrangenessLevel | null
}

/** What the digits of the row were read as, from left to right; nothing where the drawing is one digit. */
export function rowAnswers(
  { drawing, rowReading, model }: Pick<Store, 'drawing' | 'rowReading' | 'model'>,
  { probability }: Pick<ReturnType<typeof formatFor>, 'probability'>,
): readonly RowAnswer[] {
  const task = taskOf(model?.spec ?? {})
  return (drawing.row?.pictures ?? []).map((_, place) => {
    const reading = rowReading?.[place]
    if (!reading) return { answer: '–', confidence: null, level: null }
    const { probabilities, strangeness } = reading
    const best = Math.max(...probabilities)
    return { answer: classLabel(task, probabilities.indexOf(best)), confidence: probability(best), level: strangeness?.level ?? null }
  })
}

/** The reading of the digit whose maps are shown. */
export function shownReading({ drawing, trace, rowReading }: Pick<Store, 'drawing' | 'trace' | 'rowReading'>): RowReading | null {
  if (drawing.isEmpty) return null
  return drawing.row === undefined ? trace : (rowReading?.[drawing.row.chosen] ?? null)
}
