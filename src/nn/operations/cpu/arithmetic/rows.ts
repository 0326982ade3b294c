import { primitive, type Values } from './primitive'

/** Rows of `width` values, and how far their beginnings lie apart on either side. */
export interface RowCopy {
  readonly rows: number
  readonly width: number
  readonly toStride: number
  readonly sourceStride: number
}

export const rows = {
  /** matrix[step,place,feature] = scale · the pixel that `order` names there, for a picture as one of a batch. */
  layPicture: primitive({
    kernel: (matrix, place, { batch, features }, order, pixels, scale) => [
      matrix,
      place,
      batch,
      features,
      order,
      order.length,
      pixels,
      scale,
    ],
    float64(
      matrix: Values,
      place: number,
      { batch, features }: { readonly batch: number; readonly features: number },
      order: Uint16Array,
      pixels: Uint8Array,
      scale: number,
    ) {
      for (let from = 0, at = place * features; from < order.length; from += features, at += batch * features) {
        for (let feature = 0; feature < features; feature++) matrix[at + feature] = pixels[order[from + feature]!]! * scale
      }
    },
  }),

  /** values = 0 */
  clear: primitive({
    kernel: (values) => [values, values.length],
    float64(values: Values) {
      values.fill(0)
    },
  }),

  /** matrix[r,:] = row for all rows. */
  fillRows: primitive({
    kernel: (matrix, row, rows) => [matrix, row, rows, row.length],
    float64(matrix: Values, row: Values, rows: number) {
      const columns = row.length
      for (let r = 0; r < rows; r++) matrix.set(row, r * columns)
    },
  }),

  /** to[r,:] = source[r,:] */
  copyRows: primitive({
    kernel: (to, source, { rows, width, toStride, sourceStride }) => [to, toStride, source, sourceStride, rows, width],
    float64(to: Values, source: Values, { rows, width, toStride, sourceStride }: RowCopy) {
      for (let row = 0; row < rows; row++) {
        for (let index = 0; index < width; index++) to[row * toStride + index] = source[row * sourceStride + index]!
      }
    },
  }),

  /** sums += Σ_r matrix[r,:] */
  addRowSums: primitive({
    kernel: (sums, matrix, rows) => [sums, matrix, rows, sums.length],
    float64(sums: Values, matrix: Values, rows: number) {
      const columns = sums.length
      for (let r = 0, index = 0; r < rows; r++) {
        for (let column = 0; column < columns; column++, index++) sums[column]! += matrix[index]!
      }
    },
  }),

  /** probabilities[r,:] = softmax(scores[r,:]), any size of score. */
  softmax: primitive({
    kernel: (probabilities, scores, rows, columns) => [probabilities, scores, rows, columns],
    float64(probabilities: Values, scores: Values, rows: number, columns: number) {
      for (let first = 0; first < rows * columns; first += columns) {
        let largest = -Infinity
        for (let column = 0; column < columns; column++) largest = Math.max(largest, scores[first + column]!)
        let sum = 0
        for (let column = 0; column < columns; column++) sum += Math.exp(scores[first + column]! - largest)
        for (let column = 0; column < columns; column++) probabilities[first + column] = Math.exp(scores[first + column]! - largest) / sum
      }
    },
  }),
}
