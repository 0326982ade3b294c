import { TASK_LIMITS } from '../../core/task'
import { OwnDataError } from './errors'
import { separatorOf } from './heads'
import { openContent, type OwnFile } from './own-file'
import { CHUNK, MOST_PICTURES, type RawChunk, type RawSet, type Role, roleOf, stemOf } from './raw-set'

/** A line of the largest picture, five characters to a pixel. */
const MOST_LINE = 6 * TASK_LIMITS.side ** 2
/** Rows that tell how a table is made. */
const LOOKED_AT = 200

/** How a table of pixels is made. */
interface Table {
  readonly file: OwnFile
  readonly separator: string
  readonly hasHeader: boolean
  readonly label: 'first' | 'last'
  readonly side: number
  /** What values are multiplied by: 255 for levels in 0…1. */
  readonly scale: 1 | 255
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const LABEL = /^(label|labels|class|target|y|category|character)$/i

/** Tables of pixels with labels. @throws OwnDataError */
export async function csvSet(files: readonly OwnFile[], others: readonly string[]): Promise<RawSet> {
  const tables: Table[] = []
  for (const file of files) tables.push(await look(file))
  const roles = rolesOf(tables)
  return {
    form: 'csv',
    title: stemOf(files[0]?.path ?? ''),
    leftOut: others,
    async *read() {
      for (const [place, table] of tables.entries()) yield* readTable(table, roles[place] ?? null)
    },
  }
}

/** Two tables are to train on and to test with, whichever way their names say it. */
function rolesOf(tables: readonly Table[]): readonly (Role | null)[] {
  if (tables.length < 2) return tables.map(() => null)
  const said = tables.map(({ file }) => roleOf(file.path))
  if (!said.includes('test')) return tables.map(() => null)
  return said.map((role) => role ?? 'train')
}

async function look(file: OwnFile): Promise<Table> {
  const rows: string[][] = []
  let separator: string | null = null
  for await (const line of linesOf(file)) {
    separator ??= separatorOf(line)
    if (separator === null) throw new OwnDataError(file.path, { kind: 'unknown' })
    rows.push(fieldsOf(line, separator))
    if (rows.length > LOOKED_AT) break
  }
  const [first] = rows
  if (first === undefined || separator === null) throw new OwnDataError(file.path, { kind: 'unknown' })
  const hasHeader = first.filter((field) => !NUMBER.test(field)).length > 1
  const body = hasHeader ? rows.slice(1) : rows
  if (body.length === 0) throw new OwnDataError(file.path, { kind: 'tooFew', pictures: 0 })
  const columns = first.length
  const side = Math.sqrt(columns - 1)
  if (!Number.isInteger(side) || side > TASK_LIMITS.side) throw new OwnDataError(file.path, { kind: 'columns', columns })
  const label = labelOf(hasHeader ? first : null, body)
  const pixels = body.flatMap((row) => (label === 'first' ? row.slice(1) : row.slice(0, -1)))
  return { file, separator, hasHeader, label, side, scale: pixels.every((field) => Number(field) <= 1) ? 255 : 1 }
}

/** Which column has the classes: by the header, by being text, or by varying where a picture's corner does not. */
function labelOf(header: readonly string[] | null, rows: readonly (readonly string[])[]): 'first' | 'last' {
  if (header !== null && LABEL.test(header[0] ?? '')) return 'first'
  if (header !== null && LABEL.test(header.at(-1) ?? '')) return 'last'
  const [first, last] = [rows.map((row) => row[0] ?? ''), rows.map((row) => row.at(-1) ?? '')]
  const isText = (column: readonly string[]): boolean => column.some((field) => !NUMBER.test(field))
  if (isText(first) !== isText(last)) return isText(first) ? 'first' : 'last'
  const isClass = (column: readonly string[]): boolean =>
    new Set(column).size > 1 && column.every((field) => Number.isInteger(Number(field)))
  if (isClass(first) !== isClass(last)) return isClass(first) ? 'first' : 'last'
  // Classes are counted from 0 or 1; levels are not.
  const highest = (column: readonly string[]): number => Math.max(...column.map(Number))
  return highest(last) < highest(first) ? 'last' : 'first'
}

async function* readTable(table: Table, role: Role | null): AsyncGenerator<RawChunk, void, undefined> {
  const { file, separator, hasHeader, label, side, scale } = table
  const pixels = side ** 2
  const size = { height: side, width: side }
  let levels = new Uint8Array(CHUNK * pixels)
  let labels: string[] = []
  let row = 0
  for await (const line of linesOf(file)) {
    row++
    if (row === 1 && hasHeader) continue
    if (row > MOST_PICTURES) throw new OwnDataError(file.path, { kind: 'tooMany', limit: MOST_PICTURES })
    const fields = fieldsOf(line, separator)
    if (fields.length !== pixels + 1) throw new OwnDataError(file.path, { kind: 'row', row, expected: pixels + 1, actual: fields.length })
    const skipped = label === 'first' ? 1 : 0
    const start = labels.length * pixels
    for (let pixel = 0; pixel < pixels; pixel++) {
      const field = fields[pixel + skipped]!
      const value = scale * Number(field)
      if (!(value >= 0 && value <= 255) || field === '') {
        throw new OwnDataError(file.path, { kind: 'value', row, column: pixel + skipped + 1, found: field })
      }
      levels[start + pixel] = Math.round(value)
    }
    labels.push(className((label === 'first' ? fields[0] : fields.at(-1)) ?? ''))
    if (labels.length === CHUNK) {
      yield { size, levels, labels, role }
      levels = new Uint8Array(CHUNK * pixels)
      labels = []
    }
  }
  if (labels.length > 0) yield { size, levels: levels.subarray(0, labels.length * pixels), labels, role }
}

/** `7.0` is what spreadsheets and data frames make of 7. */
function className(field: string): string {
  return NUMBER.test(field) ? String(Number(field)) : field
}

function fieldsOf(line: string, separator: string): string[] {
  const fields = line.split(separator)
  return line.includes('"') || line.includes(' ') ? fields.map((field) => field.trim().replace(/^"(.*)"$/, '$1')) : fields
}

async function* linesOf(file: OwnFile): AsyncGenerator<string, void, undefined> {
  const content = await openContent(file)
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (let piece = await content.next(); piece !== null; piece = await content.next()) {
      const lines = (rest + decoder.decode(piece, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > MOST_LINE) throw new OwnDataError(file.path, { kind: 'tooLarge', what: 'line', limit: MOST_LINE })
      for (const line of lines) if (line.trim() !== '') yield line.trimEnd()
    }
    rest += decoder.decode()
    if (rest.trim() !== '') yield rest.trimEnd()
  } finally {
    await content.cancel()
  }
}
