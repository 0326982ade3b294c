import type { DBSchema, IDBPDatabase } from 'idb'
import { bytes, choice, integer, record, text, type Decoded } from '../../core/decode'
import type { LabelledImages, PictureBlocks } from '../../core/images'
import { wordsOf } from '../../core/gatelight-error'
import { decodeTask, pixelCount } from '../../core/task'
import { makeStores, openDatabase } from '../open-database'
import { OwnDataError } from './errors'

/** Bytes of a block: small enough that a window mixes hundreds of them from all over the set, large enough for storage to be fast. */
const BLOCK_BYTES = 256 * 2 ** 10

export const OWN_DATABASE = 'gatelight-own'

/** Of the record of a set; the database has its own. */
const VERSION = 1
const CURRENT = 'current'

const part = record({
  name: text,
  /** [N] */
  labels: bytes,
})

/** What is kept of a set beside its pictures. */
const decodeMeta = record({
  version: choice(VERSION),
  /** Of its blocks. */
  id: text,
  title: text,
  task: decodeTask,
  perBlock: integer(1),
  train: part,
  test: part,
})

type Meta = Decoded<typeof decodeMeta>
export type SetPart = 'train' | 'test'

interface Schema extends DBSchema {
  sets: { key: string; value: unknown }
  blocks: { key: string; value: unknown }
}

/** A set as it lies in storage. */
export interface KeptSet extends Meta {
  readonly blocksOf: (part: SetPart) => PictureBlocks
}

export function perBlockOf(pixels: number): number {
  return Math.max(1, Math.floor(BLOCK_BYTES / pixels))
}

/**
 * Keeps one set in IndexedDB, its pictures in blocks of bytes. A set is there when its last entry is written, and the one before goes only then: writing that
 * ends in the middle, however it ends, leaves that one. Any call may reject: storage can be absent, full or broken.
 */
export class BlockStore {
  private connection: Promise<IDBPDatabase<Schema>> | null = null
  /** Gives up the blocks of the set that was read last. */
  private release: () => void = () => {}

  constructor(private readonly database = OWN_DATABASE) {}

  /** The set that is kept; null for none. */
  async read(): Promise<KeptSet | null> {
    const db = await this.open()
    const value = await db.get('sets', CURRENT)
    if (value === undefined) return null
    const meta = decodeMeta(value, 'set')
    this.release()
    this.release = holdBlocks(meta.id)
    return { ...meta, blocksOf: (of) => this.blocksOf(meta, of) }
  }

  /** Begins to write a set, which takes the place of the one before when it is `finish`ed. */
  async begin(): Promise<SetWriter> {
    const db = await this.open()
    const value = await db.get('sets', CURRENT)
    // What a write left that never came to its end, and sets that another tab had in use when they were replaced.
    await deleteBlocks(db, value === undefined ? null : idOf(value))
    return new SetWriter(db, freshId(), () => this.release())
  }

  /** Nothing is kept from then on. */
  async clear(): Promise<void> {
    const db = await this.open()
    const transaction = db.transaction(['sets', 'blocks'], 'readwrite')
    await Promise.all([transaction.objectStore('sets').clear(), transaction.objectStore('blocks').clear(), transaction.done])
  }

  async close(): Promise<void> {
    const { connection } = this
    this.connection = null
    ;(await connection?.catch(() => null))?.close()
  }

  private blocksOf(meta: Meta, of: SetPart): PictureBlocks {
    const { id, perBlock, task, title } = meta
    const count = meta[of].labels.length
    return {
      examples: perBlock,
      read: async (block) => {
        const value = await this.open()
          .then((db) => db.get('blocks', blockKey(id, of, block)))
          .catch((cause: unknown) => {
            throw new OwnDataError(title, { kind: 'unreadable', original: wordsOf(cause) }, { cause })
          })
        const expected = Math.min(perBlock, count - block * perBlock) * pixelCount(task.input)
        if (value instanceof Uint8Array && value.length === expected) return value
        throw new OwnDataError(title, { kind: 'unreadable', original: `block ${block} is gone or damaged` })
      },
    }
  }

  /** One connection for all blocks, until another tab needs the database. */
  private open(): Promise<IDBPDatabase<Schema>> {
    const form = { name: this.database, steps: [makeStores('sets', 'blocks')] }
    this.connection ??= openDatabase<Schema>(form, {
      onVersionChange: () => void this.close(),
      onLost: () => {
        this.connection = null
      },
    })
    this.connection.catch(() => {
      this.connection = null
    })
    return this.connection
  }
}

/** Writes one set, picture after picture. */
export class SetWriter {
  private readonly unhold: () => void
  private readonly open: Record<SetPart, { block: Uint8Array; filled: number; next: number }> = {
    train: { block: new Uint8Array(0), filled: 0, next: 0 },
    test: { block: new Uint8Array(0), filled: 0, next: 0 },
  }

  constructor(
    private readonly db: IDBPDatabase<Schema>,
    readonly id: string,
    private readonly release: () => void,
  ) {
    this.unhold = holdBlocks(id)
  }

  /** @param picture [height,width] */
  async add(of: SetPart, picture: Uint8Array): Promise<void> {
    const part = this.open[of]
    const size = picture.length * perBlockOf(picture.length)
    if (part.block.length !== size) part.block = new Uint8Array(size)
    part.block.set(picture, part.filled)
    part.filled += picture.length
    if (part.filled === size) await this.flush(of)
  }

  /** Puts the set in the place of the one before. */
  async finish(set: { title: string; train: Omit<LabelledImages, 'images'>; test: Omit<LabelledImages, 'images'> }): Promise<void> {
    await this.flush('train')
    await this.flush('test')
    const { title, train, test } = set
    const { task } = train
    if (task === undefined) throw new TypeError('a set of no task')
    const perBlock = perBlockOf(pixelCount(task.input))
    const meta: Meta = { version: VERSION, id: this.id, title, task, perBlock, train: partOf(train), test: partOf(test) }
    await this.db.put('sets', meta, CURRENT)
    this.release()
    this.unhold()
    await deleteBlocks(this.db, this.id)
  }

  /** Takes back what was written. */
  async abandon(): Promise<void> {
    this.unhold()
    for (const key of await this.db.getAllKeys('blocks')) if (key.startsWith(`${this.id}/`)) await this.db.delete('blocks', key)
  }

  private async flush(of: SetPart): Promise<void> {
    const part = this.open[of]
    if (part.filled === 0) return
    await this.db.put('blocks', part.block.slice(0, part.filled), blockKey(this.id, of, part.next++))
    part.filled = 0
  }
}

/** Deletes the blocks of all sets but one, and but those that another tab has in use. */
async function deleteBlocks(db: IDBPDatabase<Schema>, kept: string | null): Promise<void> {
  const keys = await db.getAllKeys('blocks')
  const sets = new Set(keys.map((key) => key.split('/')[0] ?? ''))
  for (const id of sets) {
    if (id === kept) continue
    await unlessHeld(id, async () => {
      const transaction = db.transaction('blocks', 'readwrite')
      for (const key of keys) if (key.startsWith(`${id}/`)) await transaction.store.delete(key)
      await transaction.done
    })
  }
}

/** Locks of the browser's, which end with their tab; over plain http there are none, and then a set that is replaced is gone for other tabs too. */
function locks(): LockManager | undefined {
  return typeof navigator !== 'undefined' && 'locks' in navigator ? navigator.locks : undefined
}

/** Tells other tabs that a set's blocks are in use. @returns what ends that */
function holdBlocks(id: string): () => void {
  let end = (): void => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  // A browser that refuses the lock has nobody to tell.
  locks()
    ?.request(lockOf(id), { mode: 'shared' }, () => ended)
    .catch(() => {})
  return end
}

async function unlessHeld(id: string, work: () => Promise<void>): Promise<void> {
  const manager = locks()
  if (manager === undefined) return work()
  await manager.request(lockOf(id), { ifAvailable: true }, (lock) => (lock === null ? undefined : work()))
}

function lockOf(id: string): string {
  return `${OWN_DATABASE}/${id}`
}

function partOf({ name, labels }: Omit<LabelledImages, 'images'>): Meta['train'] {
  return { name, labels }
}

function idOf(value: unknown): string | null {
  try {
    return decodeMeta(value, 'set').id
  } catch {
    return null
  }
}

function blockKey(id: string, of: SetPart, block: number): string {
  return `${id}/${of}/${block}`
}

function freshId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
