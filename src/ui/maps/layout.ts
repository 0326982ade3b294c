/**
 * Where every panel of the reading stands, in whole device pixels, so that a cell of a map is never cut or blurred.
 *
 * Where timesteps are rows of the picture, the maps stand beside the digit's own rows; otherwise the digit is a picture beside maps of about its height,
 * and the axis of time begins behind it. Three arrangements: of the first two that with the larger maps, the third where there is room for neither.
 *
 *   strip    digit | i | f | o | C̃ | C | h | belief            one tier, one scan line
 *   split    digit | i | f | o  over  belief | C̃ | C | h        two tiers, gates above states; for four maps and more
 *   stack    digit | belief  over  i | f | o  over  C̃ | C | h    narrow screens; or over i | C̃, f | C, o | h: each gate beside what it governs
 *
 * Tiers repeat the row axis and the scan line; there is one scan position for all.
 */

import type { PictureSize } from '../../core/task'

export interface LayoutRequest {
  /** Room for all panels side by side, CSS pixels. */
  readonly width: number
  /** Height that all tiers together should keep to where they can, CSS pixels. */
  readonly height: number
  /** Device pixels per CSS pixel. */
  readonly ratio: number
  /** How large letters are: the root's font size over 16 CSS pixels. What holds letters grows with them. */
  readonly letters: number
  /** Timesteps T. */
  readonly steps: number
  /**
   * How steps stand beside rows of the digit: one every `stride` rows, the first `offset` below the top. Null where timesteps are no rows.
   */
  readonly alongRows: { readonly stride: number; readonly offset: number } | null
  /** Units of the layer: columns of each map. */
  readonly units: number
  /** Number of signal maps. */
  readonly maps: number
  /** Columns of the belief map; 0 for a model that has none. */
  readonly classes: number
  /** Rows and columns of the digit. */
  readonly picture: PictureSize
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
  /** Width of one column; whole, except where a panel fills a width: a belief that takes the digit's, and the maps of a stack. */
  readonly cell: number
}

/** Lengths in device pixels; divide by `ratio` for CSS. */
export interface ReadingLayout {
  readonly arrangement: 'strip' | 'split' | 'stack'
  readonly ratio: number
  /** Of the maps. */
  readonly rows: number
  /** Height of one of them, whole. */
  readonly row: number
  /** Timesteps that one row stands for; 1 unless there is less height than timesteps. */
  readonly stepsPerRow: number
  readonly steps: number
  /** From the top of the digit to the first row of the maps. */
  readonly top: number
  /** Of the digit and the maps together. */
  readonly height: number
  /** As they were asked for. */
  readonly alongRows: LayoutRequest['alongRows']
  readonly picture: PictureSize
  /** Side of a pixel of the digit, whole. */
  readonly pixel: number
  readonly tiers: number
  /** Where each tier's axis of time ends, to the left of the first panel whose rows are timesteps. */
  readonly axes: readonly number[]
  /** Right edge of the rightmost panel. */
  readonly width: number
  readonly panels: readonly Panel[]
}

/** CSS pixels, for letters of the usual size. */
export const GUTTER = 24
const GAP = { min: 6, max: 18 } as const
/** Of the digit's pixels: smaller ones than `strip` make a strip that is not worth its one line; than `split`, two tiers that are not. `apart`: of a digit that is a picture beside the maps. */
const ROW = { smallest: 4, split: 5, strip: 6, stack: 8, apart: 8, max: 20 } as const
/** CSS pixels, beside a belief that ends its tier, for the mark of the settled answer. */
const MARK = 6
/** Titles above and scales below a tier's panels, with the space between tiers, for letters of the usual size. */
export const TIER_FURNITURE = 66
/** A belief column carries a class's label. */
const BELIEF_CELL = { min: 8, max: 14 } as const
/** Narrower than any window of a desktop, CSS pixels. */
const PHONE = 420
/** Fewer maps than these would leave a tier of a split almost empty. */
const FEWEST_TO_SPLIT = 4
/** On dense screens a unit could be narrower than a CSS pixel; below this it cannot be pointed at. */
const NARROWEST_UNIT = 0.6
/** There is room for the numbers of all of them, and quarters would stand at uneven distances. */
const FEW_STEPS = 8

interface Column {
  readonly kind: PanelKind
  readonly index: number
}

/** The arrangement for a room: the largest maps whose rows are tall enough to read, so that they never shrink when the room grows. */
export function layoutReading(request: LayoutRequest): ReadingLayout {
  const [beside, over] = [strip(request), split(request)]
  if (beside === null || over === null) return beside ?? over ?? stack(request)
  return isTooHigh(over, request) || mapArea(beside) >= mapArea(over) ? beside : over
}

/** Two tiers that are not in view at once. */
function isTooHigh({ tiers, height, ratio }: ReadingLayout, request: LayoutRequest): boolean {
  return tiers * (height / ratio + TIER_FURNITURE * request.letters) > request.height
}

/** Of one of the maps that are side by side; where a row stands for several steps, it shows so much less. */
function mapArea({ panels, rows, row, stepsPerRow }: ReadingLayout): number {
  const map = panels.find(({ kind }) => kind === 'map')
  return map === undefined ? 0 : (panelWidth(map) * rows * row) / stepsPerRow
}

export function panelWidth(panel: Panel): number {
  return Math.round(panel.columns * panel.cell)
}

function strip(request: LayoutRequest): ReadingLayout | null {
  const { ratio, maps } = request
  const columns: Column[] = [digit, ...mapColumns(0, maps), ...beliefColumn(request)]
  let best: { unit: number; row: number } | null = null
  for (let unit = widestUnit(request, maps); unit >= NARROWEST_UNIT * ratio; unit--) {
    const row = tallestRow(request, { unitColumns: maps * unit, gaps: columns.length - 1, tiers: 1, withBelief: true, least: ROW.strip })
    if (row >= Math.round(ROW.strip * ratio) && (best === null || unit * row > best.unit * best.row)) best = { unit, row }
  }
  return best && place(request, 'strip', [columns], { ...best, belief: beliefCell(best.row, request) })
}

function split(request: LayoutRequest): ReadingLayout | null {
  const { ratio, maps, picture, classes } = request
  if (maps < FEWEST_TO_SPLIT || classes === 0) return null
  const perTier = Math.ceil(maps / 2)
  let best: { unit: number; row: number } | null = null
  for (let unit = widestUnit(request, perTier); unit >= NARROWEST_UNIT * ratio; unit--) {
    const row = tallestRow(request, { unitColumns: perTier * unit, gaps: perTier, tiers: 2, withBelief: false, least: ROW.split })
    // The largest maps; of equal ones the wider.
    if (row >= Math.round(ROW.split * ratio) && (best === null || unit * row > best.unit * best.row)) best = { unit, row }
  }
  if (best === null) return null
  const tiers: Column[][] = [
    [digit, ...mapColumns(0, perTier)],
    [belief, ...mapColumns(perTier, maps)],
  ]
  // The belief takes the digit's place in the lower tier, so that gates and states stand exactly under each other.
  return place(request, 'split', tiers, { ...best, belief: (picture.width * best.row) / classes })
}

function stack(request: LayoutRequest): ReadingLayout {
  const { ratio, maps } = request
  // Four by twos, not three and one.
  let perTier = maps === 4 ? 2 : Math.min(3, maps)
  while (perTier > 1 && widestUnit(request, perTier) < NARROWEST_UNIT * ratio) perTier--
  // On a phone a whole number of pixels for each unit would leave up to a third of the width empty.
  const unit = Math.max(1, request.width < PHONE ? roomPerUnit(request, perTier) : widestUnit(request, perTier))
  const row = Math.min(
    tallestRow(request, { unitColumns: 0, gaps: 1, tiers: 1, withBelief: true, least: ROW.strip }),
    Math.round(ROW.stack * ratio),
  )
  return place(request, 'stack', [[digit, ...beliefColumn(request)], ...stackTiers(maps, perTier)], {
    unit,
    row,
    belief: widestBelief(request, row),
  })
}

/** Gates over states; six by twos each signal of the first half beside its fellow of the second, so that both are in view at once. */
function stackTiers(maps: number, perTier: number): Column[][] {
  const half = Math.ceil(maps / 2)
  if (perTier === 2 && half > perTier)
    return mapColumns(0, half).map(({ index }) =>
      [index, index + half].filter((map) => map < maps).flatMap((map) => mapColumns(map, map + 1)),
    )
  const tiers: Column[][] = []
  for (let from = 0; from < maps; from += perTier) tiers.push(mapColumns(from, Math.min(maps, from + perTier)))
  return tiers
}

/** A belief that takes what the digit leaves of the width, within reason. */
function widestBelief(request: LayoutRequest, row: number): number {
  const { ratio, letters, picture, classes } = request
  const room = available(request) - picture.width * row - Math.round((MARK + GAP.min) * ratio)
  return Math.min(Math.max(Math.floor(room / classes), beliefCell(row, request)), Math.round(BELIEF_CELL.max * ratio * letters))
}

const digit: Column = { kind: 'digit', index: 0 }
const belief: Column = { kind: 'belief', index: 0 }

function beliefColumn({ classes }: LayoutRequest): Column[] {
  return classes > 0 ? [belief] : []
}

function mapColumns(from: number, to: number): Column[] {
  return Array.from({ length: to - from }, (_, offset) => ({ kind: 'map', index: from + offset }))
}

/** Device pixels beside the row axis. */
function available({ width, ratio, letters }: LayoutRequest): number {
  return Math.floor(width * ratio) - Math.round(GUTTER * ratio * letters)
}

/** Whole device pixels per unit when `count` maps share the width alone. */
function widestUnit(request: LayoutRequest, count: number): number {
  return Math.floor(roomPerUnit(request, count))
}

function roomPerUnit(request: LayoutRequest, count: number): number {
  const gaps = Math.max(0, count - 1) * Math.round(GAP.min * request.ratio)
  return (available(request) - gaps - Math.round(MARK * request.ratio)) / (count * request.units)
}

function beliefCell(row: number, { ratio, letters }: Pick<LayoutRequest, 'ratio' | 'letters'>): number {
  return Math.min(Math.max(row, Math.round(BELIEF_CELL.min * ratio * letters)), Math.round(BELIEF_CELL.max * ratio * letters))
}

interface Demand {
  /** Unit widths side by side, over all maps of a tier. */
  readonly unitColumns: number
  readonly gaps: number
  readonly tiers: number
  /** The belief stands beside the digit. */
  readonly withBelief: boolean
  /** Rows need no more than this where the height is less, CSS pixels. */
  readonly least: number
}

/** The tallest row that leaves room for what else stands in a tier; 0 when none does. Digit cells are square. */
function tallestRow(request: LayoutRequest, { unitColumns, gaps, tiers, withBelief, least }: Demand): number {
  const { ratio, units, picture, classes } = request
  const mark = withBelief ? Math.round(MARK * ratio) : 0
  const room = available(request) - mark - unitColumns * units - gaps * Math.round(GAP.min * ratio)
  const fitting = Math.floor(tierHeight(request, tiers) / picture.height)
  const most = request.alongRows === null ? ROW.apart : ROW.max
  const tallest = Math.min(Math.max(fitting, Math.round(least * ratio)), Math.round(most * ratio))
  for (let row = tallest; row >= 1; row--) {
    if (picture.width * row + (withBelief ? classes * beliefCell(row, request) : 0) <= room) return row
  }
  return unitColumns === 0 ? Math.max(1, Math.round(ROW.smallest * ratio)) : 0
}

/** Device pixels that a tier's panels should keep to. */
function tierHeight({ height, ratio, letters }: Pick<LayoutRequest, 'height' | 'ratio' | 'letters'>, tiers: number): number {
  return (height / tiers - TIER_FURNITURE * letters) * ratio
}

interface Cells {
  readonly unit: number
  /** Side of the digit's pixels. */
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
  const { ratio, letters, units, picture, classes } = request
  const gutter = Math.round(GUTTER * ratio * letters)
  const sized = tiers.map((columns) =>
    columns.map((column) => {
      if (column.kind === 'digit') return { ...column, columns: picture.width, cell: cells.row }
      if (column.kind === 'belief') return { ...column, columns: classes, cell: cells.belief }
      return { ...column, columns: units, cell: cells.unit }
    }),
  )
  const gaps = sized.map((columns) => spareGap(columns, available(request) - Math.round(MARK * ratio), ratio))
  // Panels of a split stand under each other, so their gaps are one; tiers of a stack have nothing in common but the axis.
  const common = Math.min(...gaps)
  const axes: number[] = []
  const panels = sized.flatMap((columns, tier) => {
    const gap = arrangement === 'stack' ? gaps[tier]! : common
    let x = 0
    return columns.map((column) => {
      // The axis stands before the first panel that has its rows.
      if (axes[tier] === undefined && (column.kind !== 'digit' || request.alongRows !== null)) axes[tier] = x += gutter
      const panel = { ...column, tier, x }
      x += panelWidth(panel) + gap
      return panel
    })
  })
  const width = Math.max(...panels.map((panel) => panel.x + panelWidth(panel)))
  return {
    arrangement,
    ratio,
    pixel: cells.row,
    alongRows: request.alongRows,
    picture,
    ...setRows(request, cells.row, tiers.length),
    tiers: tiers.length,
    axes: tiers.map((_, tier) => axes[tier] ?? gutter),
    width,
    panels,
  }
}

/** The maps' rows, beside a digit of such pixels. */
export function setRows(
  request: Pick<LayoutRequest, 'height' | 'ratio' | 'letters' | 'steps' | 'alongRows' | 'picture'>,
  pixel: number,
  tiers: number,
): Pick<ReadingLayout, 'rows' | 'row' | 'stepsPerRow' | 'steps' | 'top' | 'height'> {
  const { steps, alongRows, picture } = request
  const side = picture.height * pixel
  if (alongRows !== null) {
    const row = alongRows.stride * pixel
    const top = Math.round(alongRows.offset * pixel)
    return { steps, rows: steps, row, stepsPerRow: 1, top, height: Math.max(side, top + steps * row) }
  }
  // Long sequences get more height than the digit where there is some.
  const most = Math.max(side, Math.min(steps, Math.floor(tierHeight(request, tiers))))
  // A little more than that rather than half of it.
  const stepsPerRow = Math.ceil(steps / (most * 1.15))
  const rows = Math.ceil(steps / stepsPerRow)
  const row = Math.max(1, Math.floor(most / rows))
  return { steps, rows, row, stepsPerRow, top: 0, height: Math.max(side, rows * row) }
}

function spareGap(columns: readonly { columns: number; cell: number }[], room: number, ratio: number): number {
  const used = columns.reduce((sum, column) => sum + column.columns * column.cell, 0)
  const gap = columns.length > 1 ? Math.floor((room - used) / (columns.length - 1)) : 0
  return Math.min(Math.max(gap, Math.round(GAP.min * ratio)), Math.round(GAP.max * ratio))
}

/** A cell under a point. */
export interface Hit {
  readonly panel: Panel
  /** 0 … rows-1 of the maps, or of the digit. */
  readonly row: number
  /** 0 … columns-1 */
  readonly column: number
}

/**
 * What lies at a point of a tier's plot.
 *
 * @param x device pixels from the left edge of the tier, y from the top of its panels
 * @returns null between the panels
 */
export function hitTest(layout: ReadingLayout, tier: number, x: number, y: number): Hit | null {
  const panel = layout.panels.find((candidate) => candidate.tier === tier && x >= candidate.x && x < candidate.x + panelWidth(candidate))
  if (panel === undefined) return null
  const isDigit = panel.kind === 'digit'
  const row = isDigit ? Math.floor(y / layout.pixel) : Math.floor((y - layout.top) / layout.row)
  if (row < 0 || row >= (isDigit ? layout.picture.height : layout.rows)) return null
  return { panel, row, column: Math.min(Math.floor((x - panel.x) / panel.cell), panel.columns - 1) }
}

/** The step whose row is nearest to a height, for a scan line that is dragged beyond the panels. */
export function stepAt(layout: ReadingLayout, y: number): number {
  return stepOfRow(layout, Math.min(Math.max(Math.floor((y - layout.top) / layout.row), 0), layout.rows - 1))
}

/** The last of the steps that a row stands for, so that the scan line below it has read them all. */
export function stepOfRow({ stepsPerRow, steps }: ReadingLayout, row: number): number {
  return Math.min((row + 1) * stepsPerRow, steps) - 1
}

/** The row that a step is drawn in. */
export function rowOfStep({ stepsPerRow }: Pick<ReadingLayout, 'stepsPerRow'>, step: number): number {
  return Math.floor(step / stepsPerRow)
}

/** Steps that carry a number on the axis: all of a few, else the first, the last and the quarters between. */
export function axisTicks(steps: number): number[] {
  if (steps <= FEW_STEPS) return Array.from({ length: steps }, (_, step) => step)
  const quarters = [steps / 4, steps / 2, (3 * steps) / 4].map((place) => Math.round(place) - 1)
  return [...new Set([0, ...quarters, steps - 1])].filter((step) => step >= 0)
}
