import type { ErrorDetail } from '../core/error-details'
import { GatelightError } from '../core/gatelight-error'
import { printable } from '../core/printable'

/** Most files that are held against MNIST's at once. */
export const MOST_DATA = 64

export type DropProblem = ErrorDetail<'dropped'>['problem']

/** Something that was dropped on the page and is not taken. */
export class DroppedError extends GatelightError {
  readonly code = 'dropped'
  readonly detail: ErrorDetail<'dropped'>
  constructor(problem: DropProblem) {
    super('What was dropped is not taken', problem)
    this.detail = { problem }
  }
}

/** What is looked at of folders: more pictures are better put into an archive, nobody keeps data deeper, and a disk has no end. */
export const DROP_LIMITS = { files: 20_000, depth: 6 } as const

/** Where files lay that came in folders. */
const paths = new WeakMap<File, string>()

/** A file's name, with the folders that it came in, `/` between them. */
export function pathOf(file: File): string {
  return paths.get(file) ?? (file.webkitRelativePath || file.name)
}

/** What a drop came to. */
export interface Dropped {
  readonly files: readonly File[]
  readonly problems: readonly DropProblem[]
}

/** What of a `DataTransfer` is asked for here. */
export type Transfer = Pick<DataTransfer, 'files'> & {
  readonly items: Iterable<Pick<DataTransferItem, 'kind' | 'getAsFile'> & Partial<Pick<DataTransferItem, 'webkitGetAsEntry'>>>
}

/**
 * All files of a drop, those in its folders too. Must be called within the drop event, with whose end browsers forget what was dropped.
 *
 * @returns files that can be read, and what is to be told of the others
 */
export function readDrop(transfer: Transfer): Promise<Dropped> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file')
  const roots = items.flatMap((item) => {
    const entry = item.webkitGetAsEntry?.() ?? null
    if (entry !== null && isFolder(entry)) return entry
    return item.getAsFile() ?? []
  })
  return new Walk().through(roots.length > 0 ? roots : [...transfer.files])
}

/** One way through everything that was dropped. */
class Walk {
  private readonly files: File[] = []
  private readonly unreadable: string[] = []
  private isOver = false

  async through(roots: readonly (File | FileSystemDirectoryEntry)[]): Promise<Dropped> {
    const problems: DropProblem[] = []
    for (const root of roots) {
      if (root instanceof File) {
        await this.take(root.name, root.name, async () => root)
        continue
      }
      const before = this.files.length + this.unreadable.length
      await this.enter(root)
      if (this.files.length + this.unreadable.length === before && !this.isOver) {
        problems.push({ kind: 'emptyFolder', folder: printable(root.name) })
      }
    }
    if (this.unreadable.length > 0) problems.push({ kind: 'unreadable', ...listed(this.unreadable) })
    if (this.isOver) problems.push({ kind: 'tooMany', limit: DROP_LIMITS.files })
    return { files: this.files, problems }
  }

  /** Folder after folder, so that what lies on top comes before what lies deep. */
  private async enter(root: FileSystemDirectoryEntry): Promise<void> {
    let level: readonly FileSystemDirectoryEntry[] = [root]
    for (let depth = 0; depth < DROP_LIMITS.depth && level.length > 0 && !this.isOver; depth++) {
      const below: FileSystemDirectoryEntry[] = []
      for (const folder of level) {
        const entries = await entriesOf(folder).catch(() => void this.unreadable.push(folder.name))
        for (const entry of entries ?? []) {
          if (isFolder(entry)) below.push(entry)
          else if (isFile(entry) && !isOfTheSystem(entry.name)) {
            await this.take(entry.name, entry.fullPath.replace(/^\//, ''), () => fileOf(entry))
          }
        }
      }
      level = below
    }
  }

  /** A folder that a browser gives as a file, and a file that has gone meanwhile, fail only when they are read. */
  private async take(name: string, path: string, open: () => Promise<File>): Promise<void> {
    this.isOver ||= this.files.length >= DROP_LIMITS.files
    if (this.isOver) return
    try {
      const file = await open()
      await file.slice(0, 1).arrayBuffer()
      paths.set(file, path)
      this.files.push(file)
    } catch {
      this.unreadable.push(name)
    }
  }
}

/** Names that a sentence lists, and how many more there are. */
export function listed(names: readonly string[]): { readonly names: readonly string[]; readonly more: number } {
  return { names: names.slice(0, 4).map(printable), more: Math.max(0, names.length - 4) }
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

/** What systems leave in folders for themselves. */
function isOfTheSystem(name: string): boolean {
  return name.startsWith('.') || /^(thumbs\.db|desktop\.ini)$/i.test(name)
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject))
}

/** A folder gives its entries in pieces, and nothing when that is all. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader()
  const entries: FileSystemEntry[] = []
  while (entries.length <= DROP_LIMITS.files) {
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (piece.length === 0) break
    entries.push(...piece)
  }
  return entries
}
