import { permutation } from '../../core/permutation'
import { printable } from '../../core/printable'
import { pixelCount, type PictureSize, TASK_LIMITS } from '../../core/task'
import { listed } from '../dropped'
import { OwnDataError } from './errors'
import { Looks } from './looks'
import { type ClassCount, likelyNaming, type NamingId, namingsFor, sortedKeys, taskFor } from './names'
import { MOST_PICTURES, type RawChunk, type RawSet, type Role } from './raw-set'
import { isSameSize, resampled, transformed } from './transform'
import type { OwnChoices, Remark, Understanding } from './understanding'

/** What networks of this project read as a rule, and what pictures of other sizes are brought to. */
const USUAL: PictureSize = { height: 28, width: 28 }
/** Pictures with a longer side are made smaller: every pixel more costs as much again in every step. */
const LONGEST_SIDE = 64
/** Pixels of a set that is kept in memory while it is trained on. */
export const IN_MEMORY = 128 * 2 ** 20
/** Pixels that are kept from the look until the set is taken; of a larger one the files are read again, so that it is not in memory twice. */
const KEPT_FROM_LOOK = 32 * 2 ** 20
/** Pixels of test pictures: they are in memory with every set. */
export const TEST_IN_MEMORY = 64 * 2 ** 20
/** Where files do not say which pictures test, a sixth does, as of MNIST's; of many pictures no more than MNIST's. */
const TEST_SHARE = 6
const MOST_DRAWN = 10_000
const SPLIT_SEED = 1
const SAMPLES = 16
/** Pictures of a chunk whose ink is measured. */
const MEASURED = 16
/** Fewer tell nothing. */
const FEWEST = 4

export interface LookOptions {
  /** Whether the network in use can be built for pictures of this size. */
  readonly canRead: (size: PictureSize, classes: number) => boolean
  readonly signal: AbortSignal
  /** Hears how many pictures were seen. */
  readonly onProgress?: (pictures: number) => void
  /** Default: `IN_MEMORY`. */
  readonly inMemory?: number
}

/** Pictures as they are to be read, each with its class and what it is for. */
export interface ReadyChunk {
  /** [n,height,width] */
  readonly levels: Uint8Array
  /** [n] places in the classes */
  readonly labels: Uint8Array
  readonly roles: readonly Role[]
}

/** A set that was looked at once from its beginning to its end, and can be read again as it was understood. */
export interface LookedAt {
  readonly understanding: Understanding
  readonly task: (choices: OwnChoices) => ReturnType<typeof taskFor>
  readonly title: (choices: OwnChoices) => string
  /** @throws OwnDataError fault `changed` where the files are not any more what they were */
  read(choices: OwnChoices): AsyncGenerator<ReadyChunk, void, undefined>
}

/** Looks at all pictures. @throws OwnDataError; the signal's reason when aborted */
export async function lookAt(raw: RawSet, { canRead, signal, onProgress, inMemory = IN_MEMORY }: LookOptions): Promise<LookedAt> {
  const survey = new Survey(raw.title, inMemory)
  for await (const chunk of raw.read()) {
    signal.throwIfAborted()
    survey.add(chunk)
    onProgress?.(survey.count)
  }
  return survey.conclude(raw, canRead)
}

class Survey {
  count = 0
  private readonly counts = new Map<string, Record<Role | 'none', number>>()
  private readonly looks = new Looks()
  private readonly samples = new Map<string, Pick<RawChunk, 'levels' | 'size'>[]>()
  /** The one size of all pictures so far; null for several. */
  private size: PictureSize | null | undefined
  private ink = 0
  private measured = 0
  /** All chunks, while they are few; null once they are not. */
  private kept: RawChunk[] | null = []
  private bytes = 0

  constructor(
    private readonly title: string,
    private readonly inMemory: number,
  ) {}

  add(chunk: RawChunk): void {
    const { size, levels, labels, role } = chunk
    const pixels = pixelCount(size)
    if (this.size === undefined) this.size = size
    else if (this.size !== null && !isSameSize(this.size, size)) this.size = null
    for (const [place, label] of labels.entries()) {
      const counts = this.counts.get(label) ?? { train: 0, test: 0, none: 0 }
      this.counts.set(label, counts)
      if (this.counts.size > TASK_LIMITS.classes) {
        throw new OwnDataError(this.title, { kind: 'classes', count: this.counts.size, most: TASK_LIMITS.classes })
      }
      counts[role ?? 'none']++
      const picture = levels.subarray(place * pixels, (place + 1) * pixels)
      this.looks.add(picture, size, label)
      this.keepSample(label, picture, size)
      if (place < MEASURED) {
        this.ink += picture.reduce((sum, level) => sum + level, 0) / (255 * pixels)
        this.measured++
      }
    }
    this.count += labels.length
    if (this.count > MOST_PICTURES) throw new OwnDataError(this.title, { kind: 'tooMany', limit: MOST_PICTURES })
    this.keep(chunk)
  }

  conclude(raw: RawSet, canRead: LookOptions['canRead']): LookedAt {
    const { count, counts, looks } = this
    const keys = sortedKeys(counts.keys())
    if (keys.length < 2 && count > 0) {
      throw new OwnDataError(raw.title, { kind: 'classes', count: keys.length, most: TASK_LIMITS.classes })
    }
    if (count < FEWEST) throw new OwnDataError(raw.title, { kind: 'tooFew', pictures: count })
    const total = (role: Role): number => [...counts.values()].reduce((sum, one) => sum + one[role], 0)
    const isGiven = total('train') > 0 && total('test') > 0
    const drawn = Math.max(1, Math.min(MOST_DRAWN, Math.round(count / TEST_SHARE)))
    const isFitting = this.size !== null && this.size !== undefined && Math.max(this.size.height, this.size.width) <= LONGEST_SIDE
    const size = isFitting && this.size && canRead(this.size, keys.length) ? this.size : USUAL
    const isTurned = looks.isDarkOnLight
    const [trainCount, testCount] = isGiven ? [total('train'), total('test')] : [count - drawn, drawn]
    const split = splitter(isGiven ? null : { count, drawn })
    const classCounts = keys.map((key): ClassCount => {
      const { train, test, none } = counts.get(key)!
      const share = isGiven ? 0 : Math.round((none * drawn) / count)
      return { key, train: isGiven ? train : train + test + none - share, test: isGiven ? test : share }
    })
    const ink = this.ink / Math.max(1, this.measured)
    const isBalanced = new Set(classCounts.map(({ train }) => train)).size === 1
    const naming = likelyNaming(keys, { ink: isTurned ? 1 - ink : ink, isBalanced })
    const remarks = this.remarks(raw, size, testCount, classCounts)
    const bytes = count * pixelCount(size)
    const kept = this.kept
    const placeOf = new Map(keys.map((key, place) => [key, place]))
    const transform = { isTurned, size }
    return {
      understanding: {
        form: raw.form,
        title: titleOf(raw, naming),
        trainCount,
        testCount,
        split: isGiven ? 'given' : 'seeded',
        size,
        bytes,
        isLarge: this.bytes > this.inMemory,
        namings: namingsFor(keys).map((id) => ({ id, labels: taskFor(id, keys, size).classes.map(({ label }) => label) })),
        naming,
        counts: classCounts.map(({ train, test }) => ({ train, test })),
        isTurned,
        liesOnItsSide: looks.liesOnItsSide,
        samples: this.sixteen(keys, isTurned, size),
        remarks,
      },
      task: (choices) => taskFor(choices.naming, keys, turnedSize(size, choices.isTransposed)),
      title: (choices) => titleOf(raw, choices.naming),
      async *read({ isTransposed }) {
        let next = 0
        for await (const chunk of kept ?? raw.read()) {
          const labels = Uint8Array.from(chunk.labels, (label) => placeOf.get(label) ?? TASK_LIMITS.classes)
          if (chunk.labels.some((label) => !placeOf.has(label))) throw new OwnDataError(raw.title, { kind: 'changed' })
          const roles = chunk.labels.map(() => split(chunk.role, next++))
          if (next > count) throw new OwnDataError(raw.title, { kind: 'changed' })
          // The size is that of pictures which were not transposed.
          const levels = transformed(chunk.levels, chunk.size, { ...transform, isTransposed, size: turnedSize(size, isTransposed) })
          yield { levels, labels, roles }
        }
        if (next !== count) throw new OwnDataError(raw.title, { kind: 'changed' })
      },
    }
  }

  private keepSample(label: string, picture: Uint8Array, size: PictureSize): void {
    const kept = this.samples.get(label) ?? []
    this.samples.set(label, kept)
    const most = Math.max(1, Math.floor(SAMPLES / Math.max(1, this.counts.size)))
    if (kept.length < Math.max(most, this.counts.size <= 2 ? SAMPLES : 4))
      kept.push({ levels: small(picture, size), size: smallSize(size) })
  }

  private keep(chunk: RawChunk): void {
    const size = smallSize(chunk.size)
    this.bytes += chunk.labels.length * pixelCount(size)
    if (this.bytes > Math.min(this.inMemory, KEPT_FROM_LOOK)) this.kept = null
    // What is a view of a larger piece would keep all of that.
    else this.kept?.push({ ...chunk, size, levels: small(chunk.levels, chunk.size).slice() })
  }

  /** Pictures of all classes in turn. */
  private sixteen(keys: readonly string[], isTurned: boolean, size: PictureSize): Understanding['samples'] {
    const chosen: { readonly levels: Uint8Array; readonly label: number }[] = []
    for (let turn = 0; turn < SAMPLES && chosen.length < SAMPLES; turn++) {
      for (const [label, key] of keys.entries()) {
        const sample = this.samples.get(key)?.[turn]
        if (sample === undefined || chosen.length === SAMPLES) continue
        chosen.push({ label, levels: transformed(sample.levels, sample.size, { isTurned, isTransposed: false, size }) })
      }
    }
    const levels = new Uint8Array(chosen.length * pixelCount(size))
    for (const [place, sample] of chosen.entries()) levels.set(sample.levels, place * pixelCount(size))
    return { levels, labels: chosen.map(({ label }) => label) }
  }

  private remarks(raw: RawSet, size: PictureSize, testCount: number, counts: readonly ClassCount[]): Remark[] {
    const remarks: Remark[] = []
    if (this.size === null || (this.size !== undefined && !isSameSize(this.size, size))) {
      remarks.push({ kind: 'resampled', from: this.size })
    }
    if (raw.leftOut.length > 0) remarks.push({ kind: 'leftOut', ...listed(raw.leftOut) })
    const untrained = counts.filter(({ train }) => train === 0).map(({ key }) => printable(key))
    if (untrained.length > 0) remarks.push({ kind: 'untrained', labels: untrained })
    const mostTested = Math.floor(TEST_IN_MEMORY / pixelCount(size))
    if (testCount > mostTested) remarks.push({ kind: 'sampledTest', kept: mostTested, of: testCount })
    return remarks
  }
}

/** No picture is kept larger than is read of it. */
function smallSize(size: PictureSize): PictureSize {
  return Math.max(size.height, size.width) <= LONGEST_SIDE ? size : USUAL
}

function small(levels: Uint8Array, size: PictureSize): Uint8Array {
  const to = smallSize(size)
  return isSameSize(size, to) ? levels : resampled(levels, size, to)
}

function turnedSize({ height, width }: PictureSize, isTransposed: boolean): PictureSize {
  return isTransposed ? { height: width, width: height } : { height, width }
}

/** @param drawn  null where the files say which pictures test */
function splitter(seeded: { readonly count: number; readonly drawn: number } | null): (role: Role | null, place: number) => Role {
  if (seeded === null) return (role) => role ?? 'train'
  const order = permutation(seeded.count, SPLIT_SEED, 0)
  return (_, place) => (place < seeded.count && order(place) < seeded.drawn ? 'test' : 'train')
}

const TITLES: Readonly<Partial<Record<NamingId, string>>> = {
  fashion: 'Fashion-MNIST',
  kmnist: 'KMNIST',
  balanced: 'EMNIST balanced',
  byclass: 'EMNIST by class',
}

/** What people call it: a published set by its name, another by its files without what says their part. */
function titleOf({ title }: RawSet, naming: NamingId): string {
  const own = title
    .replace(/(train(ing)?|test(ing)?|t10k|images?|pictures?|labels?|mnist_|idx\d?|ubyte)/gi, ' ')
    .replace(/[\s_\-.,+()]+/g, ' ')
  return TITLES[naming] ?? (own.trim() === '' ? 'Own data' : printable(own))
}
