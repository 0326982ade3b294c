import { primitive, type Values } from './primitive'

/** C[m,n] = op(A)[m,k] · op(B)[k,n], all row-major and without gaps. */
export interface Product {
  readonly m: number
  readonly n: number
  readonly k: number
  /** A is stored as [k,m]. */
  readonly transposeA?: boolean
  /** B is stored as [n,k]. */
  readonly transposeB?: boolean
  /** Add to C instead of overwriting it. */
  readonly accumulate?: boolean
  /** [n] added to every row; not together with `accumulate`. */
  readonly bias?: Values
}

/** A product whose sizes and whose B stay the same from call to call. */
export interface RepeatedProduct {
  /** Takes over what B holds now: before the first product, and after B has changed. */
  refresh(): void
  /** @param rows  of A and C, the first ones; default: all */
  multiply(c: Values, a: Values, rows?: number): void
}

export const products = {
  /** C (+)= op(A)·op(B) */
  multiply: primitive({
    kernel: (c, a, b, { m, n, k, transposeA = false, transposeB = false, accumulate = false, bias = null }) => [
      c,
      a,
      b,
      bias,
      m,
      n,
      k,
      transposeA,
      transposeB,
      accumulate,
    ],
    float64(c: Values, a: Values, b: Values, product: Product) {
      const { m, n, accumulate = false, bias } = product
      if (bias !== undefined) for (let row = 0; row < m; row++) c.set(bias, row * n)
      else if (!accumulate) c.fill(0, 0, m * n)
      if (m <= FEW_ROWS) multiplyFewRows(c, a, b, product)
      else multiplyBlocks(c, a, b, product)
    },
  }),
}

/**
 * In float64, fast as plain JavaScript goes.
 *
 * Both operands are copied in blocks into panels, in the order in which the innermost loop reads them (Goto & van de Geijn 2008,
 * "Anatomy of High-Performance Matrix Multiplication"); the transposes vanish in the copy. That loop keeps a 4×4 tile of C in registers:
 * 6.1 GFLOP/s in V8 on a 2.5 GHz EPYC, where 4×2 gives 5.2 and 3×3 gives 5.9.
 */

/** Side of the tile of C in registers. */
const TILE = 4
/** Rows of B per block, so that four rows of A (8 KB) and a panel of B stay in the first-level cache. */
const DEPTH = 256
/** Columns of B per block: with `DEPTH` 1 MB, the second-level cache. */
const WIDTH = 512
/** Below this many rows of C, copying B costs more than it saves. */
const FEW_ROWS = 3

const panelA = new Float64Array(TILE * DEPTH)
const panelB = new Float64Array(WIDTH * DEPTH)
/** Tiles that stick out of C are computed here. */
const edge = new Float64Array(TILE * TILE)

function multiplyBlocks(c: Values, a: Values, b: Values, { m, n, k, transposeA = false, transposeB = false }: Product): void {
  for (let column = 0; column < n; column += WIDTH) {
    const width = Math.min(WIDTH, n - column)
    for (let first = 0; first < k; first += DEPTH) {
      const depth = Math.min(DEPTH, k - first)
      packB(b, column, width, first, depth, transposeB ? 1 : n, transposeB ? k : 1)
      for (let row = 0; row < m; row += TILE) {
        const rows = Math.min(TILE, m - row)
        packA(a, row, rows, first, depth, transposeA ? 1 : k, transposeA ? m : 1)
        for (let panel = 0; panel < width; panel += TILE) {
          const columns = Math.min(TILE, width - panel)
          const target = row * n + column + panel
          if (rows === TILE && columns === TILE) {
            addTile(c, target, n, panel * depth, depth)
            continue
          }
          edge.fill(0)
          addTile(edge, 0, TILE, panel * depth, depth)
          for (let i = 0; i < rows; i++) {
            for (let j = 0; j < columns; j++) c[target + i * n + j]! += edge[i * TILE + j]!
          }
        }
      }
    }
  }
}

/** Four rows of op(A) side by side, rows that do not exist as zeros. */
function packA(a: Values, row: number, rows: number, first: number, depth: number, rowStride: number, stride: number): void {
  if (rows < TILE) panelA.fill(0)
  for (let i = 0; i < rows; i++) {
    let source = (row + i) * rowStride + first * stride
    for (let p = 0, target = i; p < depth; p++, target += TILE, source += stride) panelA[target] = a[source]!
  }
}

/** A block of op(B) in panels of four columns, columns that do not exist as zeros. */
function packB(b: Values, column: number, width: number, first: number, depth: number, stride: number, columnStride: number): void {
  for (let panel = 0; panel < width; panel += TILE) {
    const start = panel * depth
    const columns = Math.min(TILE, width - panel)
    if (columns < TILE) panelB.fill(0, start, start + TILE * depth)
    for (let j = 0; j < columns; j++) {
      let source = (column + panel + j) * columnStride + first * stride
      for (let p = 0, target = start + j; p < depth; p++, target += TILE, source += stride) panelB[target] = b[source]!
    }
  }
}

/** Adds panelA · (one panel of B) to the 4×4 tile of `c` that begins at `target`. */
function addTile(c: Values, target: number, stride: number, panel: number, depth: number): void {
  const pa = panelA
  const pb = panelB
  let c00 = 0
  let c01 = 0
  let c02 = 0
  let c03 = 0
  let c10 = 0
  let c11 = 0
  let c12 = 0
  let c13 = 0
  let c20 = 0
  let c21 = 0
  let c22 = 0
  let c23 = 0
  let c30 = 0
  let c31 = 0
  let c32 = 0
  let c33 = 0
  for (let p = 0, i = 0, j = panel; p < depth; p++, i += 4, j += 4) {
    const b0 = pb[j]!
    const b1 = pb[j + 1]!
    const b2 = pb[j + 2]!
    const b3 = pb[j + 3]!
    const a0 = pa[i]!
    c00 += a0 * b0
    c01 += a0 * b1
    c02 += a0 * b2
    c03 += a0 * b3
    const a1 = pa[i + 1]!
    c10 += a1 * b0
    c11 += a1 * b1
    c12 += a1 * b2
    c13 += a1 * b3
    const a2 = pa[i + 2]!
    c20 += a2 * b0
    c21 += a2 * b1
    c22 += a2 * b2
    c23 += a2 * b3
    const a3 = pa[i + 3]!
    c30 += a3 * b0
    c31 += a3 * b1
    c32 += a3 * b2
    c33 += a3 * b3
  }
  let t = target
  c[t]! += c00
  c[t + 1]! += c01
  c[t + 2]! += c02
  c[t + 3]! += c03
  t += stride
  c[t]! += c10
  c[t + 1]! += c11
  c[t + 2]! += c12
  c[t + 3]! += c13
  t += stride
  c[t]! += c20
  c[t + 1]! += c21
  c[t + 2]! += c22
  c[t + 3]! += c23
  t += stride
  c[t]! += c30
  c[t + 1]! += c31
  c[t + 2]! += c32
  c[t + 3]! += c33
}

/** Reads B in the order it is stored in: along rows it adds multiples of rows, along columns it takes inner products. */
function multiplyFewRows(c: Values, a: Values, b: Values, { m, n, k, transposeA = false, transposeB = false }: Product): void {
  const rowStride = transposeA ? 1 : k
  const stride = transposeA ? m : 1
  for (let row = 0; row < m; row++) {
    const target = row * n
    if (transposeB) {
      for (let j = 0; j < n; j++) c[target + j]! += innerProduct(a, row * rowStride, stride, b, j * k, k)
    } else {
      for (let p = 0; p < k; p++) addMultiple(c, target, a[row * rowStride + p * stride]!, b, p * n, n)
    }
  }
}

function innerProduct(a: Values, firstA: number, strideA: number, b: Values, firstB: number, length: number): number {
  let sum = 0
  for (let p = 0, i = firstA; p < length; p++, i += strideA) sum += a[i]! * b[firstB + p]!
  return sum
}

function addMultiple(c: Values, firstC: number, factor: number, b: Values, firstB: number, length: number): void {
  for (let j = 0; j < length; j++) c[firstC + j]! += factor * b[firstB + j]!
}
