/**
 * C[m,n] (+)= op(A)[m,k] · op(B)[k,n], all row-major and without gaps.
 *
 * B is copied into panels of 16 columns, in the order in which the innermost loop reads them (Goto & van de Geijn 2008, "Anatomy of
 * High-Performance Matrix Multiplication"); the transposes vanish in the copies. That loop keeps a tile of C in registers: 6×8 values in twelve of
 * them where a multiply-add is one instruction, which loads least for each, and 2×16 values in eight where it takes a register more, and for the last
 * rows. Sums are the same in both.
 */

import { multiplyFewRows } from './few-rows'
import { copy, endOf, madd } from './lanes'
import { COLUMNS, DEPTH, packB, roundUpToPanel, transpose } from './panels'
import { multiplyShallow } from './shallow'

/** Columns of B per block: with `DEPTH` 512 KB, half of a second-level cache. */
const WIDTH: usize = 512
/** Rows of A per block: with `DEPTH` 128 KB, so that it stays in the second-level cache from panel to panel. */
const HEIGHT: usize = 128
/** Up to this many rows of C, copying B costs more than it saves. */
const FEW_ROWS: usize = 4
/** Up to so many rows of B, C is larger than both its factors. */
const SHALLOW: usize = 4

/** Where tiles that stick out of C are computed: [2,16]. */
const EDGE_BYTES: usize = 2 * COLUMNS * 4
const BLOCK_A_BYTES: usize = HEIGHT * DEPTH * 4
const PANELS_BYTES: usize = WIDTH * DEPTH * 4

/** Where products write their copies; each thread has an instance of the module, and so a place of its own. */
let scratchSpace: usize = 0

/** Bytes that every product may write its copies to. */
export function scratchBytes(): usize {
  return EDGE_BYTES + BLOCK_A_BYTES + PANELS_BYTES
}

/** Before the first product: the address of `scratchBytes`, 16-byte aligned. */
export function useScratch(address: usize): void {
  scratchSpace = address
}

/** Values that `pack` writes for an op(B) of [k,n]. */
export function packedLength(n: usize, k: usize): usize {
  return roundUpToPanel(n) * k
}

/** @param bias  [n] values that C begins with, or 0: then it begins with itself where `accumulate`, else with zeros */
export function multiply(
  c: usize, a: usize, b: usize, bias: usize, m: usize, n: usize, k: usize, transposeA: bool, transposeB: bool, accumulate: bool,
): void {
  if (m <= FEW_ROWS && (m == 1 || !transposeA)) return multiplyFewRows(c, a, b, bias, m, n, k, transposeB, accumulate)
  if (k <= SHALLOW && k > 0 && !transposeA && !transposeB) return multiplyShallow(c, a, b, bias, m, n, k, accumulate)
  const scratch = scratchSpace
  const panels = scratch + EDGE_BYTES + BLOCK_A_BYTES
  for (let column: usize = 0; column < n; column += WIDTH) {
    const width = min(WIDTH, n - column)
    for (let first: usize = 0; first < k; first += DEPTH) {
      const depth = min(DEPTH, k - first)
      packB(panels, b, transposeB ? k : n, first, column, depth, width, transposeB)
      const start = bias != 0 && first == 0 ? bias + (column << 2) : 0
      multiplyBlock(c + (column << 2), n, a, panels, start, m, width, k, first, depth, transposeA, accumulate || first > 0, scratch)
    }
  }
}

/** All of op(B) in panels, block after block of `DEPTH` rows; a single row of C reads B itself, and needs none. */
export function pack(panels: usize, b: usize, m: usize, n: usize, k: usize, transposeB: bool): void {
  if (m == 1) return
  for (let first: usize = 0; first < k; first += DEPTH) {
    const depth = min(DEPTH, k - first)
    packB(panels + ((first * roundUpToPanel(n)) << 2), b, transposeB ? k : n, first, 0, depth, n, transposeB)
  }
}

/** `multiply` for a B that `pack` was called for with these sizes; A is not transposed. */
export function multiplyPacked(
  c: usize, a: usize, b: usize, panels: usize, bias: usize, m: usize, n: usize, k: usize, transposeB: bool, accumulate: bool,
): void {
  if (m == 1) return multiplyFewRows(c, a, b, bias, m, n, k, transposeB, accumulate)
  const scratch = scratchSpace
  for (let first: usize = 0; first < k; first += DEPTH) {
    const depth = min(DEPTH, k - first)
    const block = panels + ((first * roundUpToPanel(n)) << 2)
    multiplyBlock(c, n, a, block, first == 0 ? bias : 0, m, n, k, first, depth, false, accumulate || first > 0, scratch)
  }
}

/** The part of the product that `depth` rows of op(B) from `first` on give: C[m,width] with rows of `n` values. */
function multiplyBlock(
  c: usize, n: usize, a: usize, panels: usize, bias: usize, m: usize, width: usize, k: usize, first: usize, depth: usize,
  transposeA: bool, accumulate: bool, scratch: usize,
): void {
  const blockA = scratch + EDGE_BYTES
  for (let row: usize = 0; row < m; row += HEIGHT) {
    const rows = min(HEIGHT, m - row)
    let source = a + ((row * k + first) << 2)
    let stride = k
    if (transposeA) {
      transpose(blockA, depth, a + ((first * m + row) << 2), m, depth, rows)
      source = blockA
      stride = depth
    }
    for (let panel: usize = 0; panel < width; panel += COLUMNS) {
      const b = panels + ((panel * depth) << 2)
      const target = c + ((row * n + panel) << 2)
      // Where the sums begin: at the bias, which is the same for all rows, at C itself, or at 0.
      const start = bias != 0 ? bias + (panel << 2) : accumulate ? target : 0
      const strideStart = bias != 0 ? 0 : n << 2
      if (panel + COLUMNS <= width) multiplyPanel(target, n << 2, start, strideStart, source, stride << 2, b, rows, depth)
      else multiplyNarrowPanel(target, n << 2, start, strideStart, source, stride << 2, b, rows, depth, width - panel, scratch)
    }
  }
}

/** Strides in bytes; `start` is the address of what C's values begin with, or 0. */
function multiplyPanel(
  c: usize, strideC: usize, start: usize, strideStart: usize, a: usize, strideA: usize, b: usize, rows: usize, depth: usize,
): void {
  let row: usize = 0
  if (ASC_FEATURE_RELAXED_SIMD) {
    for (; row + 6 <= rows; row += 6, c += 6 * strideC, a += 6 * strideA) {
      multiplySixRows(c, strideC, start, strideStart, a, strideA, b, depth)
      multiplySixRows(c + 32, strideC, start != 0 ? start + 32 : 0, strideStart, a, strideA, b + 32, depth)
      if (start != 0) start += 6 * strideStart
    }
  }
  for (; row + 2 <= rows; row += 2, c += 2 * strideC, a += 2 * strideA) {
    multiplyTwoRows(c, strideC, start, strideStart, a, strideA, b, depth)
    if (start != 0) start += 2 * strideStart
  }
  if (row < rows) multiplyOneRow(c, start, a, b, depth)
}

/** The last panel where it has fewer than 16 columns. */
function multiplyNarrowPanel(
  c: usize, strideC: usize, start: usize, strideStart: usize, a: usize, strideA: usize, b: usize, rows: usize, depth: usize,
  columns: usize, edge: usize,
): void {
  const second = edge + (COLUMNS << 2)
  for (let row: usize = 0; row < rows; row += 2, c += 2 * strideC, a += 2 * strideA) {
    const isPair = row + 2 <= rows
    if (start != 0) {
      copy(edge, start, columns)
      if (isPair) copy(second, start + strideStart, columns)
      start += 2 * strideStart
    }
    const begin = start != 0 ? edge : 0
    if (isPair) multiplyTwoRows(edge, COLUMNS << 2, begin, COLUMNS << 2, a, strideA, b, depth)
    else multiplyOneRow(edge, begin, a, b, depth)
    copy(c, edge, columns)
    if (isPair) copy(c + strideC, second, columns)
  }
}

/** Not unrolled: V8 would move the loads to the front, and run out of registers (36 instead of 56 GFLOP/s). */
function multiplyTwoRows(
  c: usize, strideC: usize, start: usize, strideStart: usize, a: usize, strideA: usize, b: usize, depth: usize,
): void {
  const d = c + strideC
  let c0 = f32x4.splat(0)
  let c1 = c0
  let c2 = c0
  let c3 = c0
  let d0 = c0
  let d1 = c0
  let d2 = c0
  let d3 = c0
  if (start != 0) {
    const next = start + strideStart
    c0 = v128.load(start)
    c1 = v128.load(start, 16)
    c2 = v128.load(start, 32)
    c3 = v128.load(start, 48)
    d0 = v128.load(next)
    d1 = v128.load(next, 16)
    d2 = v128.load(next, 32)
    d3 = v128.load(next, 48)
  }
  const end = endOf(a, depth)
  for (let next = a + strideA; a < end; a += 4, next += 4, b += 64) {
    const x = v128.load_splat<f32>(a)
    const y = v128.load_splat<f32>(next)
    let column = v128.load(b)
    c0 = madd(x, column, c0)
    d0 = madd(y, column, d0)
    column = v128.load(b, 16)
    c1 = madd(x, column, c1)
    d1 = madd(y, column, d1)
    column = v128.load(b, 32)
    c2 = madd(x, column, c2)
    d2 = madd(y, column, d2)
    column = v128.load(b, 48)
    c3 = madd(x, column, c3)
    d3 = madd(y, column, d3)
  }
  v128.store(c, c0)
  v128.store(c, c1, 16)
  v128.store(c, c2, 32)
  v128.store(c, c3, 48)
  v128.store(d, d0)
  v128.store(d, d1, 16)
  v128.store(d, d2, 32)
  v128.store(d, d3, 48)
}

/** Eight columns: one half of a panel. Twelve sums, two vectors of B and one value of A are all the registers there are. */
function multiplySixRows(
  c: usize, strideC: usize, start: usize, strideStart: usize, a: usize, strideA: usize, b: usize, depth: usize,
): void {
  let c0 = f32x4.splat(0)
  let d0 = c0
  let c1 = c0
  let d1 = c0
  let c2 = c0
  let d2 = c0
  let c3 = c0
  let d3 = c0
  let c4 = c0
  let d4 = c0
  let c5 = c0
  let d5 = c0
  if (start != 0) {
    c0 = v128.load(start)
    d0 = v128.load(start, 16)
    start += strideStart
    c1 = v128.load(start)
    d1 = v128.load(start, 16)
    start += strideStart
    c2 = v128.load(start)
    d2 = v128.load(start, 16)
    start += strideStart
    c3 = v128.load(start)
    d3 = v128.load(start, 16)
    start += strideStart
    c4 = v128.load(start)
    d4 = v128.load(start, 16)
    start += strideStart
    c5 = v128.load(start)
    d5 = v128.load(start, 16)
  }
  const end = endOf(a, depth)
  let a1 = a + strideA
  let a2 = a1 + strideA
  let a3 = a2 + strideA
  let a4 = a3 + strideA
  let a5 = a4 + strideA
  for (; a < end; a += 4, a1 += 4, a2 += 4, a3 += 4, a4 += 4, a5 += 4, b += 64) {
    const left = v128.load(b)
    const right = v128.load(b, 16)
    let x = v128.load_splat<f32>(a)
    c0 = madd(x, left, c0)
    d0 = madd(x, right, d0)
    x = v128.load_splat<f32>(a1)
    c1 = madd(x, left, c1)
    d1 = madd(x, right, d1)
    x = v128.load_splat<f32>(a2)
    c2 = madd(x, left, c2)
    d2 = madd(x, right, d2)
    x = v128.load_splat<f32>(a3)
    c3 = madd(x, left, c3)
    d3 = madd(x, right, d3)
    x = v128.load_splat<f32>(a4)
    c4 = madd(x, left, c4)
    d4 = madd(x, right, d4)
    x = v128.load_splat<f32>(a5)
    c5 = madd(x, left, c5)
    d5 = madd(x, right, d5)
  }
  v128.store(c, c0)
  v128.store(c, d0, 16)
  c += strideC
  v128.store(c, c1)
  v128.store(c, d1, 16)
  c += strideC
  v128.store(c, c2)
  v128.store(c, d2, 16)
  c += strideC
  v128.store(c, c3)
  v128.store(c, d3, 16)
  c += strideC
  v128.store(c, c4)
  v128.store(c, d4, 16)
  c += strideC
  v128.store(c, c5)
  v128.store(c, d5, 16)
}

function multiplyOneRow(c: usize, start: usize, a: usize, b: usize, depth: usize): void {
  let c0 = f32x4.splat(0)
  let c1 = c0
  let c2 = c0
  let c3 = c0
  if (start != 0) {
    c0 = v128.load(start)
    c1 = v128.load(start, 16)
    c2 = v128.load(start, 32)
    c3 = v128.load(start, 48)
  }
  for (const end = endOf(a, depth); a < end; a += 4, b += 64) {
    const x = v128.load_splat<f32>(a)
    c0 = madd(x, v128.load(b), c0)
    c1 = madd(x, v128.load(b, 16), c1)
    c2 = madd(x, v128.load(b, 32), c2)
    c3 = madd(x, v128.load(b, 48), c3)
  }
  v128.store(c, c0)
  v128.store(c, c1, 16)
  v128.store(c, c2, 32)
  v128.store(c, c3, 48)
}
