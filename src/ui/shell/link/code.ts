import { encodeQR } from 'qr'

/** A QR code as a drawing: its unit is one module. */
export interface Code {
  /** Of the square, with the light border that cameras look for. */
  readonly side: number
  /** The dark modules, as an SVG path. */
  readonly path: string
}

/** Modules of the light border (ISO/IEC 18004, section 5.3.8). */
const BORDER = 4

/** In the popover a module of a longer text is smaller than three pixels, which phones can't tell apart on a screen. */
export const MOST_CODED = 800

/** @returns null for a text that is too long */
export function codeOf(text: string): Code | null {
  if (text.length > MOST_CODED) return null
  // A screen is neither torn nor stained: with the least redundancy the modules are largest.
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: BORDER })
  return {
    side: rows.length,
    path: rows
      .map((row, y) =>
        runsOf(row)
          .map(([from, to]) => bar(from, to, y))
          .join(''),
      )
      .join(''),
  }
}

/** One bar for neighbours in a row: squares of their own would show hairlines between them. */
function bar(from: number, to: number, y: number): string {
  return `M${from} ${y}h${to - from}v1h${from - to}z`
}

/** From the first dark module of each run to the first light one after it. */
function runsOf(row: readonly boolean[]): (readonly [from: number, to: number])[] {
  return row.flatMap((isDark, from) => {
    if (!isDark || row[from - 1] === true) return []
    const length = row.slice(from).indexOf(false)
    return [[from, length < 0 ? row.length : from + length] as const]
  })
}
