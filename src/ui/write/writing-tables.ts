/** What was written, and what the LSTM did meanwhile, in numbers. */

import { Pen, POINT_VALUES } from '../../core/sequences'
import type { WrittenDigit } from '../../state/writing/writing-state'
import type { DataTableContent } from '../kit/DataTable'
import type { Format } from '../kit/format'
import type { Messages } from '../kit/messages/messages'
import { meansColumn } from '../network/step-means'
import type { DeclaredSignal } from './declared-signals'
import { ellipsesAt } from './ellipses'
import { penAt, pointsOf } from './timeline'

type Table = Pick<DataTableContent, 'head' | 'rows'>

const PENS = { [Pen.down]: 'down', [Pen.up]: 'up', [Pen.end]: 'end' } as const

/** @returns a row for every point: where it is on the paper, what the pen does after it, and where it was expected most */
export function pointsTable(
  digits: readonly WrittenDigit[],
  components: number,
  { write: { numbers: words, pens } }: Messages,
  format: Format,
): Table {
  const rows = digits.flatMap((digit, place) =>
    Array.from({ length: pointsOf(digit) }, (_, point) => {
      const share = (value: number): string => format.percent(value, 0)
      const pen = digit.sequence[POINT_VALUES * (point + 1) - 1]
      const likeliest = ellipsesAt(digit, point, components, penAt(digit, point)).reduce<{ x: number; y: number; weight: number } | null>(
        (best, each) => (best === null || each.weight > best.weight ? each : best),
        null,
      )
      return [
        format.integer(point + 1),
        // Of a single digit it would say the same in every row.
        ...(digits.length > 1 ? [words.digit(format.integer(place + 1), format.integer(digit.label))] : []),
        ...penAt(digit, point + 1).map(share),
        pens[PENS[pen === Pen.up || pen === Pen.end ? pen : Pen.down]],
        likeliest === null ? words.own : words.expected(share(likeliest.x), share(likeliest.y)),
      ]
    }),
  )
  const ofDigit = digits.length > 1 ? [words.digitTitle] : []
  return { head: [words.point, ...ofDigit, words.across, words.down, words.pen, words.expectedTitle], rows }
}

/** @returns a row for every point that the network wrote of a digit: the mean of each signal over all units, of those of both signs their size */
export function signalsTable(
  digit: WrittenDigit,
  declared: readonly Pick<DeclaredSignal, 'signal' | 'declaration'>[],
  { write: { numbers: words }, reading }: Messages,
  format: Format,
): Table {
  const columns = declared.map(({ signal, declaration }) => meansColumn(signal, declaration, reading.numbers))
  const written = Math.max(0, ...columns.map(({ means }) => means.length))
  return {
    head: [words.point, ...columns.map(({ title }) => title)],
    rows: Array.from({ length: written }, (_, row) => [
      format.integer(digit.first + row + 1),
      ...columns.map(({ means }) => format.decimal(means[row] ?? 0, 3)),
    ]),
  }
}
