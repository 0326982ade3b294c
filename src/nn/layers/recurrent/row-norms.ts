/**
 * The Euclidean norm of each row of a matrix.
 *
 * @param width  values from one row to the next
 * @param used   how many of them count, the first ones; default: all
 */
export function rowNorms(matrix: Float32Array | Float64Array, width: number, used = width): Float32Array {
  return Float32Array.from({ length: matrix.length / width }, (_, row) => Math.hypot(...matrix.subarray(row * width, row * width + used)))
}
