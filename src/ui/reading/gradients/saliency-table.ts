/** The saliency in numbers, row by row of the picture. */

import type { Tensor } from '../../../core/tensor'
import type { DataTableContent } from '../../kit/DataTable'
import type { Format } from '../../kit/format'
import { formatNorm } from '../../kit/format-norm'
import type { Messages } from '../../kit/messages/messages'

/** @param saliency [H,W] how the loss changes with more ink at each pixel; null before it is there */
export function saliencyTable(
  saliency: Pick<Tensor, 'shape' | 'data'> | null,
  { lens, reading }: Messages,
  format: Format,
): Pick<DataTableContent, 'head' | 'rows'> {
  const { saliencyTable: words } = lens
  const head = [reading.steps.row.title, words.helps, words.hurts, words.strongest, words.column]
  if (saliency === null) return { head, rows: [] }
  const [height = 0, width = 0] = saliency.shape
  const rows = Array.from({ length: height }, (_, row) => {
    const values = saliency.data.subarray(row * width, (row + 1) * width)
    let [helps, hurts, most] = [0, 0, 0]
    for (const [column, value] of values.entries()) {
      if (value < 0) helps -= value
      else hurts += value
      if (Math.abs(value) > Math.abs(values[most]!)) most = column
    }
    return [
      format.integer(row + 1),
      ...[helps, hurts, values[most] ?? 0].map((value) => formatNorm(format, value)),
      format.integer(most + 1),
    ]
  })
  return { head, rows }
}
