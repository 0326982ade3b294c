import type { rows } from '../../nn/operations/cpu/arithmetic/rows'
import { matrix, type Cases } from './cases'

export const rowCases: Cases<typeof rows> = {
  layPicture: matrix.map(({ rows, columns }) => (inputs) => {
    const pixels = rows * columns
    const batch = 3
    const memory = inputs.primitives.allocateBytes(2 * pixels)
    const order = new Uint16Array(memory.buffer, memory.byteOffset, pixels)
    for (let index = 0; index < pixels; index++) order[index] = (7 * index + 3) % pixels
    const [input, picture] = [inputs.zeros(batch * pixels), inputs.bytes(pixels)]
    inputs.primitives.layPicture(input, rows % batch, { batch, features: columns }, order, picture, 1 / 255)
  }),
  clear: matrix.map(({ rows, columns }) => (inputs) => {
    inputs.primitives.clear(inputs.values(rows * columns))
  }),
  fillRows: matrix.map(({ rows, columns }) => (inputs) => {
    inputs.primitives.fillRows(inputs.values(rows * columns), inputs.values(columns), rows)
  }),
  copyRows: matrix.map(({ rows, columns }) => (inputs) => {
    const [to, source] = [inputs.values(rows * (columns + 3)), inputs.values(rows * (columns + 2))]
    inputs.primitives.copyRows(to, source, { rows, width: columns, toStride: columns + 3, sourceStride: columns + 2 })
  }),
  addRowSums: matrix.map(({ rows, columns }) => (inputs) => {
    inputs.primitives.addRowSums(inputs.values(columns), inputs.values(rows * columns), rows)
  }),
  softmax: matrix.map(({ rows, columns }) => (inputs) => {
    inputs.primitives.softmax(inputs.zeros(rows * columns), inputs.values(rows * columns, 30), rows, columns)
  }),
}
