/** What a cell holds; nothing for null and for what is no number. */
export type CsvCell = string | number | null

/** A table as a file of comma-separated values (RFC 4180), numbers with a point, as programs read them in every language. */
export function csvOf(head: readonly string[], rows: readonly (readonly CsvCell[])[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode([head, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join(''))
}

/** Values of a 32-bit float, with the digits that it has. */
export function float32Digits(value: number): number {
  return Number(value.toPrecision(7))
}

function cellText(cell: CsvCell): string {
  if (cell === null || (typeof cell === 'number' && !Number.isFinite(cell))) return ''
  const text = String(cell)
  // A name that begins like a formula would be one in a spreadsheet.
  const plain = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
