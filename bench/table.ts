/** Tables for the console and for `docs/speed.md`. */
export interface Table {
  readonly title: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Columns side by side: names to the left, numbers to the right. */
export function toText({ title, header, rows }: Table): string {
  const isLeft = leftColumns(header)
  const widths = header.map((name, column) => Math.max(...[name, ...rows.map((row) => row[column] ?? '')].map((cell) => cell.length)))
  const line = (cells: readonly string[]) =>
    widths
      .map((width, column) => (isLeft(column) ? (cells[column] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width)))
      .join('  ')
      .trimEnd()
  return [title, '', line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n')
}

export function toMarkdown({ title, header, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const isLeft = leftColumns(header)
  const rule = header.map((_, column) => (isLeft(column) ? '---' : '---:'))
  return [`${title}:`, '', line(header), line(rule), ...rows.map(line)].join('\n')
}

/** Two columns are names and what is to be said of them; of more, all but the first are numbers to be compared. */
function leftColumns(header: readonly string[]): (column: number) => boolean {
  return (column) => column === 0 || header.length === 2
}
