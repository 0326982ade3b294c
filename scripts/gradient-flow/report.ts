import type { Flow } from './flow'

/** Tables of figures for a terminal and `docs/learning.md`. */

/** As many columns as a page takes beside their names. */
const COLUMNS = 11
const WIDTH = 9
const NAME_WIDTH = 8

/** Timesteps (0-based) spread over a sequence, the first and the last among them. */
export function columnsOf(steps: number): readonly number[] {
  const count = Math.min(COLUMNS, steps)
  return Array.from({ length: count }, (_, index) => Math.round((index * (steps - 1)) / Math.max(1, count - 1)))
}

/** Two digits, and no more than float32 can tell. */
export function formatRatio(ratio: number): string {
  if (ratio < 1e-38) return '<1e-38'
  if (ratio > 1e38) return '>1e38'
  if (ratio >= 0.001 && ratio < 1000) return ratio.toPrecision(2)
  return ratio.toExponential(1)
}

function line(name: string, cells: readonly string[]): string {
  return `    ${name.padEnd(NAME_WIDTH)}${cells.map((cell) => cell.padStart(WIDTH)).join('')}`
}

export function flowTable({ title, ratios }: Flow): string[] {
  const columns = columnsOf(ratios.length)
  const cells = (pick: (t: number) => number) => columns.map((t) => formatRatio(pick(t)))
  return [
    `  ${title}`,
    line(
      'step',
      columns.map((t) => String(t + 1)),
    ),
    line(
      '5 %',
      cells((t) => ratios[t]!.low),
    ),
    line(
      'median',
      cells((t) => ratios[t]!.median),
    ),
    line(
      '95 %',
      cells((t) => ratios[t]!.high),
    ),
  ]
}

/** @param accuracies by the number of blank timesteps after the picture */
export function waitingTable(accuracies: ReadonlyMap<number, number>): string[] {
  return [
    '  right answers when blank timesteps follow the digit',
    line('blank', [...accuracies.keys()].map(String)),
    line(
      'right',
      [...accuracies.values()].map((accuracy) => `${(100 * accuracy).toFixed(1)} %`),
    ),
  ]
}
