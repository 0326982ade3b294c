import type { DrawnPicture } from '../../../worker/protocol'
import type { DataTableContent } from '../../kit/DataTable'
import type { Format } from '../../kit/format'
import type { Messages } from '../../kit/messages/messages'
import { meansColumn } from '../../network/step-means'
import type { DeclaredSignal } from '../declared-signals'

/** @returns a row for every row of a picture: its ink, how likely ink was, its nats, and the mean of each signal over all units, of those of both signs their size */
export function drawnTable(
  { picture, probabilities, nats }: Pick<DrawnPicture, 'picture' | 'probabilities' | 'nats'>,
  declared: readonly Pick<DeclaredSignal, 'signal' | 'declaration'>[],
  { rows: { row, table }, reading: { numbers } }: Messages,
  format: Format,
): DataTableContent {
  const width = picture.length / nats.length
  const meanOf = (values: ArrayLike<number>, at: number): number => {
    let sum = 0
    for (let column = 0; column < width; column++) sum += values[at * width + column]!
    return sum / width
  }
  const columns = declared.map(({ signal, declaration }) => meansColumn(signal, declaration, numbers))
  return {
    caption: table.caption,
    head: [row, table.black, table.chance, table.nats, ...columns.map(({ title }) => title)],
    rows: Array.from(nats, (value, at) => [
      format.integer(at + 1),
      format.integer(Math.round(meanOf(picture, at) * width)),
      format.percent(meanOf(probabilities, at), 1),
      format.decimal(value, 2),
      ...columns.map(({ means }) => format.decimal(means[at] ?? 0, 3)),
    ]),
  }
}
