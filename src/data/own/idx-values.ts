import type { Bytes } from '../byte-reader'
import { OwnDataError } from './errors'
import { PieceReader, type OwnFile, openContent } from './own-file'

/** Types of values by the third byte: source as in `../idx.ts`. */
const TYPES: Readonly<
  Record<number, { readonly bytes: number; readonly read: (view: DataView, at: number) => number; readonly isReal?: true }>
> = {
  0x08: { bytes: 1, read: (view, at) => view.getUint8(at) },
  0x09: { bytes: 1, read: (view, at) => view.getInt8(at) },
  0x0b: { bytes: 2, read: (view, at) => view.getInt16(at) },
  0x0c: { bytes: 4, read: (view, at) => view.getInt32(at) },
  0x0d: { bytes: 4, read: (view, at) => view.getFloat32(at), isReal: true },
  0x0e: { bytes: 8, read: (view, at) => view.getFloat64(at), isReal: true },
}

const MOST_DIMENSIONS = 4

export interface IdxHead {
  readonly type: number
  readonly shape: readonly number[]
}

/** Whether a file begins like IDX, of whatever values. */
export function isIdx([zero, alsoZero, type = 0, dimensions = 0]: Bytes): boolean {
  return zero === 0 && alsoZero === 0 && TYPES[type] !== undefined && dimensions >= 1 && dimensions <= MOST_DIMENSIONS
}

/** @throws OwnDataError where the header is cut off */
export function parseHead(head: Bytes, path: string): IdxHead {
  const [, , type = 0, dimensions = 0] = head
  const bytes = 4 + 4 * dimensions
  if (head.byteLength < bytes) throw new OwnDataError(path, { kind: 'cut', expected: bytes, actual: head.byteLength })
  const view = new DataView(head.buffer, head.byteOffset, bytes)
  return { type, shape: Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis)) }
}

/** Reads the values of an IDX file, a number of rows at once. */
export class IdxRows {
  private next = 0

  private constructor(
    private readonly path: string,
    private readonly head: IdxHead,
    private readonly reader: PieceReader,
  ) {}

  static async open(file: OwnFile): Promise<IdxRows> {
    const reader = new PieceReader(await openContent(file))
    const first = await reader.take(4)
    const rest = await reader.take(4 * (first[3] ?? 0))
    const head = new Uint8Array(first.byteLength + rest.byteLength)
    head.set(first)
    head.set(rest, first.byteLength)
    return new IdxRows(file.path, parseHead(head, file.path), reader)
  }

  get count(): number {
    return this.head.shape[0] ?? 0
  }

  private get perRow(): number {
    return this.head.shape.slice(1).reduce((product, side) => product * side, 1)
  }

  /** The next rows as bytes, values of other types brought to 0…255. @throws OwnDataError for a file that is cut off */
  async levels(rows: number): Promise<Uint8Array> {
    const { bytes, count } = await this.raw(rows)
    if (this.head.type === 0x08) return bytes
    const { bytes: width, read, isReal } = TYPES[this.head.type]!
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const values = Float64Array.from({ length: count }, (_, place) => read(view, width * place))
    const scale = isReal && values.every((value) => value <= 1) ? 255 : 1
    return Uint8Array.from(values, (value) => (Number.isFinite(value) ? Math.max(0, Math.min(255, Math.round(scale * value))) : 0))
  }

  /** The first value of each of the next rows: the class, also where other columns say more of it. */
  async firstValues(rows: number): Promise<number[]> {
    const { bytes, count } = await this.raw(rows)
    const { bytes: width, read } = TYPES[this.head.type]!
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    return Array.from({ length: count / this.perRow }, (_, row) => read(view, width * row * this.perRow))
  }

  /** @throws OwnDataError where something follows */
  async requireEnd(): Promise<void> {
    if (!(await this.reader.hasMore())) return
    throw new OwnDataError(this.path, { kind: 'cut', expected: this.bytesOf(this.count), actual: null })
  }

  cancel(): Promise<void> {
    return this.reader.cancel()
  }

  private async raw(rows: number): Promise<{ bytes: Bytes; count: number }> {
    const wanted = this.bytesOf(rows)
    const bytes = await this.reader.take(wanted)
    if (bytes.byteLength < wanted) {
      const header = 4 + 4 * this.head.shape.length
      const before = this.bytesOf(this.next)
      throw new OwnDataError(this.path, {
        kind: 'cut',
        expected: header + this.bytesOf(this.count),
        actual: header + before + bytes.byteLength,
      })
    }
    this.next += rows
    return { bytes, count: rows * this.perRow }
  }

  private bytesOf(rows: number): number {
    return rows * this.perRow * TYPES[this.head.type]!.bytes
  }
}
