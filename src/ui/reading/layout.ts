/**
 * Where every panel of the reading stands, in whole device pixels, so that a cell of a map is never cut or blurred.
 *
 * All panels share one height: the digit's rows are the maps' timesteps. Three arrangements, the first that fits:
 *
 *   strip    digit | i | f | o | C̃ | C | h | belief            one tier, one scan line
 *   split    digit | i | f | o  over  belief | C̃ | C | h        two tiers, gates above states
 *   stack    digit | belief  over  rows of two or three maps    narrow screens
 *
 * Tiers repeat the row axis and the scan line; there is one scan position for all.
 */

export interface LayoutRequest {
  /** Room for all panels side by side, CSS pixels. */
  readonly width: number
  /** Device pixels per CSS pixel. */
  readonly ratio: number
  /** Timesteps T. */
  readonly rows: number
  /** Units of the layer: columns of each map. */
  readonly units: number
  /** Number of signal maps. */
  readonly maps: number
  /** Columns of the belief map. */
  readonly classes: number
  /** Columns of the digit. */
  readonly pixels: number
}

export type PanelKind = 'digit' | 'map' | 'belief'

/** One panel; lengths in device pixels. */
export interface Panel {
  readonly kind: PanelKind
  /** Which signal, in the order given; 0 for digit and belief. */
  readonly index: number
  readonly tier: number
  /** Left edge within its tier. */
  readonly x: number
  readonly columns: number
  /** Width of one column. */
  readonly cell: number
}

/** Lengths in device pixels; divide by `ratio` for CSS. */
export interface ReadingLayout {
  readonly arrangement: 'strip' | 'split' | 'stack'
  readonly ratio: number
  readonly rows: number
  /** Height of one timestep in every panel. */
  readonly row: number
  readonly tiers: number
  /** Right edge of the rightmost panel. */
  readonly width: number
  readonly panels: readonly Panel[]
}

/** CSS pixels. */
export const GUTTER = 26
const GAP = { min: 7, max: 18 } as const
const ROW = { smallest: 4, strip: 6, comfortable: 8, max: 11 } as const
/** A belief column carries a digit as its label. */
const BELIEF_CELL = { min: 7, max: 14 } as const
/** Narrower maps than this many CSS pixels per unit cannot be pointed at in a stack. */
const STACK_UNIT = 0.6

interface Column {
  readonly kind: PanelKind
  readonly index: number
}

/** The arrangement for a width: the widest units that leave the rows tall enough to read. */
export function layoutReading(request: LayoutRequest): ReadingLayout {
  return strip(request) ?? split(request) ?? stack(request)
}

/** Height of every panel in device pixels. */
export function panelHeight(layout: ReadingLayout): number {
  return layout.rows * layout.row
}

export function panelWidth(panel: Panel): number {
  return panel.columns * panel.cell
}

function strip(request: LayoutRequest): ReadingLayout | null {
  const { ratio, maps } = request
  const columns: Column[] = [digit, ...mapColumns(0, maps), belief]
  for (let unit = widestUnit(request, maps); unit >= 1; unit--) {
    const row = tallestRow(request, maps * unit, columns.length - 1, true)
    if (row >= Math.round(ROW.strip * ratio)) return place(request, 'strip', [columns], { unit, row, belief: beliefCell(row, ratio) })
  }
  return null
}

function split(request: LayoutRequest): ReadingLayout | null {
  const { ratio, maps } = request
  const perTier = Math.ceil(maps / 2)
  const tiers: Column[][] = [
    [digit, ...mapColumns(0, perTier)],
    [belief, ...mapColumns(perTier, maps)],
  ]
  for (let unit = widestUnit(request, perTier); unit >= 1; unit--) {
    const row = tallestRow(request, perTier * unit, perTier, false)
    if (row >= Math.round((unit > 1 ? ROW.comfortable : ROW.strip) * ratio)) {
      // The belief takes the digit's place in the lower tier, so that gates and states stand exactly under each other.
      return place(request, 'split', tiers, { unit, row, belief: Math.floor((request.pixels * row) / request.classes) })
    }
  }
  return null
}

function stack(request: LayoutRequest): ReadingLayout {
  const { ratio, maps, units } = request
  let perTier = Math.min(3, maps)
  while (perTier > 1 && widestUnit(request, perTier) < STACK_UNIT * ratio) perTier--
  const unit = Math.max(1, widestUnit(request, perTier))
  const tiers: Column[][] = [[digit, belief]]
  for (let from = 0; from < maps; from += perTier) tiers.push(mapColumns(from, Math.min(maps, from + perTier)))
  // A map wider than the screen scrolls with its tier; the digit never does.
  const fitted = { ...request, units: Math.min(units, available(request)) }
  const row = tallestRow(fitted, 0, 1, true)
  return place(request, 'stack', tiers, { unit, row, belief: beliefCell(row, ratio) })
}

const digit: Column = { kind: 'digit', index: 0 }
const belief: Column = { kind: 'belief', index: 0 }

function mapColumns(from: number, to: number): Column[] {
  return Array.from({ length: to - from }, (_, offset) => ({ kind: 'map', index: from + offset }))
}

/** Device pixels beside the row axis. */
function available({ width, ratio }: LayoutRequest): number {
  return Math.floor(width * ratio) - Math.round(GUTTER * ratio)
}

/** Whole device pixels per unit when `count` maps share the width alone. */
function widestUnit(request: LayoutRequest, count: number): number {
  const gaps = Math.max(0, count - 1) * Math.round(GAP.min * request.ratio)
  return Math.floor((available(request) - gaps) / (count * request.units))
}

function beliefCell(row: number, ratio: number): number {
  return Math.min(Math.max(row, Math.round(BELIEF_CELL.min * ratio)), Math.round(BELIEF_CELL.max * ratio))
}

/** The tallest row that leaves room for `unitColumns` unit widths and `gaps`; 0 when none does. Digit cells are square. */
function tallestRow(request: LayoutRequest, unitColumns: number, gaps: number, withBelief: boolean): number {
  const { ratio, units, pixels, classes } = request
  const room = available(request) - unitColumns * units - gaps * Math.round(GAP.min * ratio)
  for (let row = Math.round(ROW.max * ratio); row >= 1; row--) {
    if (pixels * row + (withBelief ? classes * beliefCell(row, ratio) : 0) <= room) return row
  }
  return unitColumns === 0 ? Math.max(1, Math.round(ROW.smallest * ratio)) : 0
}

interface Cells {
  readonly unit: number
  readonly row: number
  readonly belief: number
}

/** Sets the columns of each tier side by side; what is left of the width widens the gaps a little. */
function place(
  request: LayoutRequest,
  arrangement: ReadingLayout['arrangement'],
  tiers: readonly (readonly Column[])[],
  cells: Cells,
): ReadingLayout {
  const { ratio, units, pixels, classes, rows } = request
  const gutter = Math.round(GUTTER * ratio)
  const sized = tiers.map((columns) =>
    columns.map((column) => {
      if (column.kind === 'digit') return { ...column, columns: pixels, cell: cells.row }
      if (column.kind === 'belief') return { ...column, columns: classes, cell: cells.belief }
      return { ...column, columns: units, cell: cells.unit }
    }),
  )
  const gap = Math.min(...sized.map((columns) => spareGap(columns, available(request), ratio)))
  const first = arrangement === 'split' ? pixels * cells.row : 0
  const panels = sized.flatMap((columns, tier) => {
    let x = gutter
    return columns.map((column, position) => {
      const panel = { ...column, tier, x }
      x += (position === 0 ? Math.max(first, column.columns * column.cell) : column.columns * column.cell) + gap
      return panel
    })
  })
  const width = Math.max(...panels.map((panel) => panel.x + panelWidth(panel)))
  return { arrangement, ratio, rows, row: cells.row, tiers: tiers.length, width, panels }
}

function spareGap(columns: readonly { columns: number; cell: number }[], room: number, ratio: number): number {
  const used = columns.reduce((sum, column) => sum + column.columns * column.cell, 0)
  const gap = columns.length > 1 ? Math.floor((room - used) / (columns.length - 1)) : 0
  return Math.min(Math.max(gap, Math.round(GAP.min * ratio)), Math.round(GAP.max * ratio))
}
