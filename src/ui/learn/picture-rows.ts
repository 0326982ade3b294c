import type { DataTableContent } from '../kit/DataTable'
import type { Format } from '../kit/format'
import type { Messages } from '../kit/messages/messages'

/**
 * A picture row by row: how much ink is in a row, and from which column to which.
 *
 * @param picture [H,W] in 0…1
 */
export function pictureRows(
  picture: Float32Array,
  width: number,
  { learn, reading, shell }: Messages,
  format: Format,
): Pick<DataTableContent, 'head' | 'rows'> {
  const { sequence: words } = learn.page
  const rows = Array.from({ length: picture.length / width }, (_, row) => {
    const pixels = picture.subarray(row * width, (row + 1) * width)
    const ink = pixels.reduce((sum, pixel) => sum + pixel, 0)
    const ends = [pixels.findIndex((pixel) => pixel > 0), pixels.findLastIndex((pixel) => pixel > 0)]
    return [
      format.integer(row + 1),
      format.decimal(ink / width, 3),
      ...ends.map((column) => (column < 0 ? shell.dataTable.none : format.integer(column + 1))),
    ]
  })
  return { head: [reading.steps.row.title, reading.numbers.ink, words.from, words.to], rows }
}
