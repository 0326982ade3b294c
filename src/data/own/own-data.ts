import type { AnyDataSet, LabelledImages, StoredImages } from '../../core/images'
import { clip, GatelightError, wordsOf } from '../../core/gatelight-error'
import { spreadIndex } from '../../core/spread-index'
import { pixelCount, type PictureSize, type Task } from '../../core/task'
import { metered } from '../byte-reader'
import type { DataFailure } from '../errors'
import type { DataProgress } from '../progress'
import type { SetLoad } from '../sets/definition'
import { BlockStore, type KeptSet, type SetPart } from './block-store'
import { OwnDataError } from './errors'
import { IN_MEMORY, lookAt, type LookedAt, TEST_IN_MEMORY } from './look-at'
import { fromFile, type OwnFile } from './own-file'
import type { DecodePicture } from './picture-set'
import { recognise } from './recognise'
import type { OwnChoices, Understanding } from './understanding'

/** What failures and origins call the visitor's files. */
const FILES = 'files'

export interface OwnDataOptions {
  readonly decode: DecodePicture
  readonly store?: BlockStore
  /** Bytes of pictures that are kept in memory; more are trained on from storage. */
  readonly inMemory?: number
}

export interface ReadingOptions {
  readonly signal: AbortSignal
  readonly onProgress: (progress: DataProgress) => void
}

/** A set of the visitor's own, as it is loaded. */
export type OwnLoad = SetLoad<AnyDataSet> & { readonly title: string }

/** The visitor's own data: looked at first, then taken, and kept for the next visit. */
export class OwnData {
  private readonly store: BlockStore
  private readonly inMemory: number
  private looked: LookedAt | null = null
  /** Taken, where it could not be stored. */
  private taken: OwnLoad | null = null

  constructor(private readonly options: OwnDataOptions) {
    this.store = options.store ?? new BlockStore()
    this.inMemory = options.inMemory ?? IN_MEMORY
  }

  /** Finds out what files hold. Nothing changes by it. @throws OwnDataError; the signal's reason when aborted */
  async look(
    files: readonly { readonly file: File; readonly path: string }[],
    canRead: (size: PictureSize, classes: number) => boolean,
    { signal, onProgress }: ReadingOptions,
  ): Promise<Understanding> {
    this.looked = null
    const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0)
    let receivedBytes = 0
    const own = files.map(({ file, path }): OwnFile => {
      const plain = fromFile(file, path)
      const hear = (count: number): void => {
        signal.throwIfAborted()
        // Beginnings are read twice, archives too.
        receivedBytes = Math.min(totalBytes, receivedBytes + count)
        onProgress({ source: FILES, file: path, receivedBytes, totalBytes })
      }
      return { ...plain, open: () => metered(plain.open(), hear) }
    })
    const looked = await lookAt(await recognise(own, this.options.decode), { canRead, signal, inMemory: this.inMemory })
    signal.throwIfAborted()
    this.looked = looked
    return looked.understanding
  }

  /** What was looked at is not wanted. */
  leave(): void {
    this.looked = null
  }

  /**
   * Reads what was looked at as the visitor has decided, and keeps it. A set that fits in memory is there also where it cannot be stored.
   *
   * @throws OwnDataError; the signal's reason when aborted
   */
  async take(choices: OwnChoices, options: ReadingOptions): Promise<OwnLoad> {
    const { looked } = this
    if (looked === null) throw new OwnDataError('', { kind: 'nothing' })
    const load = looked.understanding.isLarge
      ? await this.takeLarge(looked, choices, options)
      : await this.takeSmall(looked, choices, options)
    if (this.looked === looked) this.looked = null
    return load
  }

  /** The set that was taken last, in an earlier visit too. @throws OwnDataError fault `nothing` */
  async load({ signal }: Pick<ReadingOptions, 'signal'>): Promise<OwnLoad> {
    if (this.taken !== null) return this.taken
    const kept = await this.store.read().catch((cause: unknown) => {
      throw new OwnDataError('', { kind: 'unreadable', original: wordsOf(cause) }, { cause })
    })
    signal.throwIfAborted()
    if (kept === null) throw new OwnDataError('', { kind: 'nothing' })
    return this.opened(kept, [])
  }

  private async takeSmall(looked: LookedAt, choices: OwnChoices, { signal, onProgress }: ReadingOptions): Promise<OwnLoad> {
    const task = looked.task(choices)
    const title = looked.title(choices)
    const { trainCount, testCount, bytes } = looked.understanding
    const pixels = pixelCount(task.input)
    const parts = { train: memoryFor(trainCount, pixels), test: memoryFor(testCount, pixels) }
    for await (const { levels, labels, roles } of looked.read(choices)) {
      for (const [place, role] of roles.entries()) {
        const part = parts[role]
        if (part.next >= part.labels.length) throw new OwnDataError(title, { kind: 'changed' })
        part.images.set(levels.subarray(place * pixels, (place + 1) * pixels), part.next * pixels)
        part.labels[part.next++] = labels[place]!
      }
    }
    const of = (part: SetPart): LabelledImages => ({ ...named(title, task, part), images: parts[part].images, labels: parts[part].labels })
    const dataset = { train: of('train'), test: of('test') }
    onProgress({ source: FILES, file: title, receivedBytes: bytes, totalBytes: bytes })
    const failures: DataFailure[] = []
    try {
      signal.throwIfAborted()
      await this.keep(dataset, title)
      this.taken = null
    } catch (error) {
      signal.throwIfAborted()
      failures.push({ source: FILES, file: title, fault: { kind: 'storage', action: 'write', original: clip(wordsOf(error)) } })
    }
    const load = { dataset, origin: FILES, failures, title }
    if (failures.length > 0) this.taken = load
    return load
  }

  private async keep({ train, test }: { train: LabelledImages; test: LabelledImages }, title: string): Promise<void> {
    const writer = await this.store.begin()
    const pixels = pixelCount(train.task!.input)
    for (const [part, set] of [['train', train] as const, ['test', test] as const]) {
      for (let index = 0; index < set.labels.length; index++)
        await writer.add(part, set.images.subarray(index * pixels, (index + 1) * pixels))
    }
    await writer.finish({ title, train, test })
  }

  private async takeLarge(looked: LookedAt, choices: OwnChoices, { signal, onProgress }: ReadingOptions): Promise<OwnLoad> {
    const task = looked.task(choices)
    const title = looked.title(choices)
    const { trainCount, testCount } = looked.understanding
    const pixels = pixelCount(task.input)
    const tested = Math.min(testCount, Math.floor(TEST_IN_MEMORY / pixels))
    const labelsOf = { train: new Uint8Array(trainCount), test: new Uint8Array(tested) }
    const totalBytes = (trainCount + tested) * pixels
    const seen = { train: 0, test: 0 }
    const written = { train: 0, test: 0 }
    const notStored = (cause: unknown) =>
      new OwnDataError(title, { kind: 'notStored', bytes: totalBytes, original: clip(wordsOf(cause)) }, { cause })
    const writer = await this.store.begin().catch((cause: unknown) => {
      throw notStored(cause)
    })
    try {
      for await (const { levels, labels, roles } of looked.read(choices)) {
        signal.throwIfAborted()
        for (const [place, role] of roles.entries()) {
          const index = seen[role]++
          // Of more test pictures than memory has room for, some from everywhere.
          if (role === 'test' && (written.test >= tested || index !== spreadIndex(written.test, tested, testCount))) continue
          if (written[role] >= labelsOf[role].length) throw new OwnDataError(title, { kind: 'changed' })
          labelsOf[role][written[role]++] = labels[place]!
          await writer.add(role, levels.subarray(place * pixels, (place + 1) * pixels))
        }
        onProgress({ source: FILES, file: title, receivedBytes: (written.train + written.test) * pixels, totalBytes })
      }
      await writer.finish({
        title,
        train: { ...named(title, task, 'train'), labels: labelsOf.train },
        test: { ...named(title, task, 'test'), labels: labelsOf.test },
      })
    } catch (cause) {
      await writer.abandon().catch(() => {})
      signal.throwIfAborted()
      throw cause instanceof GatelightError ? cause : notStored(cause)
    }
    this.taken = null
    return this.load({ signal })
  }

  /** In memory where it fits. */
  private async opened(kept: KeptSet, failures: readonly DataFailure[]): Promise<OwnLoad> {
    const { title } = kept
    try {
      const pixels = pixelCount(kept.task.input)
      const isLarge = (kept.train.labels.length + kept.test.labels.length) * pixels > this.inMemory
      const test = await this.whole(kept, 'test')
      const { name, labels } = kept.train
      const stored: StoredImages = { name, task: kept.task, labels, blocks: kept.blocksOf('train') }
      const dataset: AnyDataSet = isLarge ? { train: stored, test } : { train: await this.whole(kept, 'train'), test }
      return { dataset, origin: FILES, failures, title }
    } catch (cause) {
      throw cause instanceof OwnDataError
        ? cause
        : new OwnDataError(title, { kind: 'unreadable', original: clip(wordsOf(cause)) }, { cause })
    }
  }

  private async whole(kept: KeptSet, of: SetPart): Promise<LabelledImages> {
    const { task, perBlock } = kept
    const { name, labels } = kept[of]
    const pixels = pixelCount(task.input)
    const images = new Uint8Array(labels.length * pixels)
    const blocks = kept.blocksOf(of)
    for (let block = 0; block * perBlock < labels.length; block++) images.set(await blocks.read(block), block * perBlock * pixels)
    return { name, task, images, labels }
  }
}

function memoryFor(count: number, pixels: number): { readonly images: Uint8Array; readonly labels: Uint8Array; next: number } {
  return { images: new Uint8Array(count * pixels), labels: new Uint8Array(count), next: 0 }
}

function named(title: string, task: Task, part: SetPart): { readonly name: string; readonly task: Task } {
  return { name: `${title}, ${part === 'train' ? 'training' : 'test'}`, task }
}
