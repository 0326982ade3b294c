import type { PictureSize } from '../../core/task'
import { TASK_LIMITS } from '../../core/task'
import { OwnDataError } from './errors'
import { type IdxHead, IdxRows } from './idx-values'
import type { OwnFile } from './own-file'
import { CHUNK, MOST_PICTURES, type RawChunk, type RawSet, type Role, roleOf, stemOf } from './raw-set'

export interface IdxFile {
  readonly file: OwnFile
  readonly head: IdxHead
}

interface Pair {
  readonly pictures: IdxFile
  readonly labels: IdxFile
  readonly role: Role | null
}

/** Of a chunk, where pictures are large. */
const CHUNK_BYTES = 2 ** 20

/** A row of labels has a class and at most this many columns more: QMNIST tells of eight. */
const MOST_COLUMNS = 16

/** How pictures lie in a file, and how many values one has there. */
interface Layout extends PictureSize {
  readonly channels: 1 | 3
}

/** Whether a file's shape is that of labels. */
export function isLabels({ head: { shape } }: IdxFile): boolean {
  return shape.length === 1 || (shape.length === 2 && (shape[1] ?? 0) <= MOST_COLUMNS)
}

/** @throws OwnDataError for shapes that no pictures have */
function layoutOf({ file, head: { shape } }: IdxFile): Layout {
  const [, a = 0, b = 0, c = 1] = shape
  const side = Math.sqrt(a)
  const layout: Layout | null =
    shape.length === 2 && Number.isInteger(side)
      ? { height: side, width: side, channels: 1 }
      : shape.length === 3 || (shape.length === 4 && c === 1)
        ? { height: a, width: b, channels: 1 }
        : shape.length === 4 && c === 3
          ? { height: a, width: b, channels: 3 }
          : shape.length === 4 && a === 1
            ? { height: b, width: c, channels: 1 }
            : null
  const isFine = layout !== null && Math.min(layout.height, layout.width) >= 1 && Math.max(layout.height, layout.width) <= TASK_LIMITS.side
  if (!isFine) throw new OwnDataError(file.path, { kind: 'shape', shape: shape.slice(0, 8) })
  return layout
}

/**
 * Brings IDX files of pictures and of labels together: by their numbers, and where these leave a choice by their names.
 *
 * @throws OwnDataError  faults `noLabels`, `noPictures`, `counts`, `shape`, `tooLarge`
 */
export function idxSet(files: readonly IdxFile[], others: readonly string[]): RawSet {
  const pictures = files.filter((file) => !isLabels(file))
  const labels = files.filter(isLabels)
  const [first] = pictures
  if (first === undefined) throw new OwnDataError(labels[0]?.file.path ?? '', { kind: 'noPictures' })
  const free = new Set(labels)
  const pairs: Pair[] = []
  const alone: IdxFile[] = []
  for (const one of pictures) {
    const fitting = [...free].filter(({ head }) => head.shape[0] === one.head.shape[0])
    const match = fitting.toSorted((a, b) => likeness(one, b) - likeness(one, a))[0]
    if (match === undefined) {
      alone.push(one)
      continue
    }
    free.delete(match)
    pairs.push({ pictures: one, labels: match, role: roleOf(one.file.path) ?? roleOf(match.file.path) })
  }
  if (pairs.length === 0) {
    const [count] = first.head.shape
    const [other] = labels
    if (other === undefined) throw new OwnDataError(first.file.path, { kind: 'noLabels', pictures: count ?? 0 })
    throw new OwnDataError(first.file.path, { kind: 'counts', pictures: count ?? 0, labels: other.head.shape[0] ?? 0 })
  }
  for (const { pictures: one } of pairs) {
    layoutOf(one)
    const count = one.head.shape[0] ?? 0
    if (count > MOST_PICTURES) throw new OwnDataError(one.file.path, { kind: 'tooMany', limit: MOST_PICTURES })
  }
  const roles = withRoles(pairs)
  return {
    form: 'idx',
    title: stemOf(pairs[0]!.pictures.file.path),
    leftOut: [...others, ...alone.map(({ file }) => file.path), ...[...free].map(({ file }) => file.path)],
    async *read() {
      for (const pair of roles) yield* readPair(pair)
    },
  }
}

/** Where names do not say it, the larger of two is to train on. */
function withRoles(pairs: readonly Pair[]): readonly Pair[] {
  if (pairs.length < 2) return pairs.map((pair) => ({ ...pair, role: null }))
  const isSaid = pairs.some(({ role }) => role === 'train') && pairs.some(({ role }) => role === 'test')
  if (isSaid) return pairs.map((pair) => ({ ...pair, role: pair.role ?? 'train' }))
  const smallest = pairs.reduce((least, pair) => (countOf(pair) < countOf(least) ? pair : least))
  const test = pairs.find(({ role }) => role === 'test') ?? smallest
  return pairs.map((pair) => ({ ...pair, role: pair === test ? 'test' : 'train' }))
}

function countOf({ pictures }: Pair): number {
  return pictures.head.shape[0] ?? 0
}

/** Letters that two names begin with alike, roles first. */
function likeness(a: IdxFile, b: IdxFile): number {
  const [one, other] = [stemOf(a.file.path).toLowerCase(), stemOf(b.file.path).toLowerCase()]
  let alike = 0
  while (alike < Math.min(one.length, other.length) && one[alike] === other[alike]) alike++
  return alike + (roleOf(a.file.path) === roleOf(b.file.path) ? 100 : 0)
}

async function* readPair({ pictures, labels, role }: Pair): AsyncGenerator<RawChunk, void, undefined> {
  const { height, width, channels } = layoutOf(pictures)
  const rows = await IdxRows.open(pictures.file)
  const names = await IdxRows.open(labels.file)
  try {
    const atOnce = Math.max(1, Math.min(CHUNK, Math.floor(CHUNK_BYTES / (height * width * channels))))
    for (let start = 0; start < rows.count; start += atOnce) {
      const count = Math.min(atOnce, rows.count - start)
      const values = await rows.levels(count)
      const found = await names.firstValues(count)
      const bad = found.find((value) => !Number.isInteger(value))
      if (bad !== undefined) throw new OwnDataError(labels.file.path, { kind: 'label', found: String(bad) })
      yield { size: { height, width }, levels: channels === 3 ? grey(values) : values, labels: found.map(String), role }
    }
    await rows.requireEnd()
    await names.requireEnd()
  } finally {
    await rows.cancel()
    await names.cancel()
  }
}

/** Red, green and blue as one level, weighted as eyes do (ITU-R BT.601). */
function grey(values: Uint8Array): Uint8Array {
  const levels = new Uint8Array(values.length / 3)
  for (let at = 0; at < levels.length; at++) {
    levels[at] = Math.round(0.299 * values[3 * at]! + 0.587 * values[3 * at + 1]! + 0.114 * values[3 * at + 2]!)
  }
  return levels
}
