import { DIGITS, isSameTask, pixelCount, type Task } from '../../core/task'
import { groupStrokes, pictureFromSheet, pictureFromStrokes, type Sheet } from '../../data/drawing'
import type { Stroke } from '../../data/strokes'
import type { DrawingState } from '../../state/app-state'
import { type Drawing, isEmpty } from './history'

interface DigitGroup {
  readonly strokes: readonly Stroke[]
  readonly picture: Float32Array
}

/**
 * Makes the pictures that are read of what is on the pad: one of each digit where several stand in a row.
 *
 * The digit that was touched last is the chosen one. A digit that nobody touched keeps its picture, so that it need not be read again.
 */
export class DigitGroups {
  private groups: readonly DigitGroup[] = []

  /**
   * @param task    of the model that reads; only digits are written in rows
   * @param chosen  place of the digit whose maps are shown at the moment
   */
  stateOf(drawing: Drawing, task: Task, chosen: number): DrawingState {
    const before = this.groups
    const single = { label: drawing.label, isEmpty: isEmpty(drawing), sheet: drawing }
    const rows = mayBeRow(drawing, task) ? groupStrokes(drawing.strokes) : []
    if (rows.length < 2) {
      const left = before.length > 1 ? sameGroup(before, drawing.strokes, task) : undefined
      const picture = left?.picture ?? pictureFromSheet(drawing, task.input)
      this.groups = [{ strokes: drawing.strokes, picture }]
      return { picture, ...single }
    }
    this.groups = rows.map((strokes) => sameGroup(before, strokes, task) ?? { strokes, picture: pictureFromStrokes(strokes, task.input) })
    const place = touchedPlace(this.groups, before, drawing.strokes, chosen)
    const pictures = this.groups.map(({ picture }) => picture)
    return { picture: pictures[place]!, ...single, row: { pictures, chosen: place } }
  }

  /** The part of the drawing that the picture of a digit is made of. */
  sheetOf(drawing: Drawing, chosen: number): Sheet {
    const digit = this.groups.length > 1 ? this.groups[chosen] : undefined
    return digit === undefined ? drawing : { strokes: digit.strokes }
  }
}

/** A sample is one digit, and so is a picture that was put on the pad. */
function mayBeRow({ label, backdrop }: Drawing, task: Task): boolean {
  return label === null && backdrop === undefined && isSameTask(task, DIGITS)
}

function sameGroup(groups: readonly DigitGroup[], strokes: readonly Stroke[], { input }: Task): DigitGroup | undefined {
  return groups.find(
    (group) =>
      group.picture.length === pixelCount(input) &&
      group.strokes.length === strokes.length &&
      group.strokes.every((stroke, index) => stroke === strokes[index]),
  )
}

/** Where something was added; else where something was taken away, or the digit that was written last; the chosen one where nothing changed. */
function touchedPlace(groups: readonly DigitGroup[], before: readonly DigitGroup[], strokes: readonly Stroke[], chosen: number): number {
  const placeOf = (stroke: Stroke | undefined): number =>
    groups.findIndex((group) => stroke !== undefined && group.strokes.includes(stroke))
  const old = new Set(before.flatMap((group) => group.strokes))
  const added = strokes.findLast((stroke) => !old.has(stroke))
  if (added !== undefined) return placeOf(added)
  if (old.size === strokes.length && chosen < groups.length) return chosen
  const changed = groups.findLastIndex((group) => !before.includes(group))
  return changed >= 0 ? changed : placeOf(strokes.at(-1))
}
