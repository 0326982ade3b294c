/** Copies of matrices in the order in which the innermost loop of a product reads them. */

import { copy, fillZeros } from './lanes'

/** Columns of a panel. */
export const COLUMNS: usize = 16
/** Rows of B per block, so that a panel of it (16 KB) and two rows of A stay in the first-level cache. */
export const DEPTH: usize = 256

/** Values of `columns` columns in panels, which are filled up with zeros. */
@inline
export function roundUpToPanel(columns: usize): usize {
  return (columns + COLUMNS - 1) & ~(COLUMNS - 1)
}

/**
 * The part of op(B) at (first, column), of size [depth,width], in panels of 16 columns, each [depth,16].
 *
 * @param b        [k,n], or [n,k] where `transposed`
 * @param stride   values from one stored row to the next
 */
export function packB(panels: usize, b: usize, stride: usize, first: usize, column: usize, depth: usize, width: usize, transposed: bool): void {
  for (let panel: usize = 0; panel < width; panel += COLUMNS) {
    const columns = min(COLUMNS, width - panel)
    const to = panels + ((panel * depth) << 2)
    if (transposed) packColumns(to, b + (((column + panel) * stride + first) << 2), stride, depth, columns)
    else packRows(to, b + ((first * stride + column + panel) << 2), stride, depth, columns)
  }
}

function packRows(to: usize, source: usize, stride: usize, depth: usize, columns: usize): void {
  if (columns < COLUMNS) {
    fillZeros(to, depth * COLUMNS)
    for (let p: usize = 0; p < depth; p++) copy(to + ((p * COLUMNS) << 2), source + ((p * stride) << 2), columns)
    return
  }
  const end = to + ((depth * COLUMNS) << 2)
  for (; to < end; to += 64, source += stride << 2) {
    v128.store(to, v128.load(source))
    v128.store(to, v128.load(source, 16), 16)
    v128.store(to, v128.load(source, 32), 32)
    v128.store(to, v128.load(source, 48), 48)
  }
}

/** Rows of a stored matrix become columns of the panel. */
function packColumns(to: usize, source: usize, stride: usize, depth: usize, columns: usize): void {
  if (columns < COLUMNS) fillZeros(to, depth * COLUMNS)
  transpose(to, COLUMNS, source, stride, columns, depth)
}

/** to[c,r] = source[r,c] for [rows,columns] values; strides are those of stored rows. */
export function transpose(to: usize, toStride: usize, source: usize, stride: usize, rows: usize, columns: usize): void {
  const wholeRows = rows & ~3
  const wholeColumns = columns & ~3
  for (let row: usize = 0; row < wholeRows; row += 4) {
    for (let column: usize = 0; column < wholeColumns; column += 4) {
      transposeTile(to + ((column * toStride + row) << 2), toStride << 2, source + ((row * stride + column) << 2), stride << 2)
    }
    transposeSlowly(to, toStride, source, stride, row, row + 4, wholeColumns, columns)
  }
  transposeSlowly(to, toStride, source, stride, wholeRows, rows, 0, columns)
}

/** Strides in bytes. */
@inline
function transposeTile(to: usize, toStride: usize, source: usize, stride: usize): void {
  const r0 = v128.load(source)
  const r1 = v128.load(source + stride)
  const r2 = v128.load(source + 2 * stride)
  const r3 = v128.load(source + 3 * stride)
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5)
  const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7)
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5)
  const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7)
  v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5))
  v128.store(to + toStride, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7))
  v128.store(to + 2 * toStride, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5))
  v128.store(to + 3 * toStride, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7))
}

function transposeSlowly(
  to: usize, toStride: usize, source: usize, stride: usize, firstRow: usize, rows: usize, firstColumn: usize, columns: usize,
): void {
  for (let row = firstRow; row < rows; row++) {
    for (let column = firstColumn; column < columns; column++) {
      store<f32>(to + ((column * toStride + row) << 2), load<f32>(source + ((row * stride + column) << 2)))
    }
  }
}
