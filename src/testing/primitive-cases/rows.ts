import type { rows } from '../../nn/operations/cpu/arithmetic/rows'
import { matrix, type Cases } from './cases'

export const rowCases: Cases<typeof rows> = {
  fillRows: matrix.map(({ rows, columns }) => (desk) => {
    desk.primitives.fillRows(desk.values(rows * columns), desk.values(columns), rows)
  }),
  copyRows: matrix.map(({ rows, columns }) => (desk) => {
    const [to, source] = [desk.values(rows * (columns + 3)), desk.values(rows * (columns + 2))]
    desk.primitives.copyRows(to, source, { rows, width: columns, toStride: columns + 3, sourceStride: columns + 2 })
  }),
  addRowSums: matrix.map(({ rows, columns }) => (desk) => {
    desk.primitives.addRowSums(desk.values(columns), desk.values(rows * columns), rows)
  }),
  softmax: matrix.map(({ rows, columns }) => (desk) => {
    desk.primitives.softmax(desk.zeros(rows * columns), desk.values(rows * columns, 30), rows, columns)
  }),
}
