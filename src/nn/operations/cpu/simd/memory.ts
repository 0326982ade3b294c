import { EngineUnavailableError, OutOfMemoryError } from '../../../../core/errors'

/** Bytes of a page of WebAssembly's memory. */
const PAGE = 65_536
/** Pages taken from the memory at once: 4 MiB. */
const CHUNK = 64
/** 2 GiB: what the modules name as the largest size of shared memory. */
const LARGEST = 32_768
/** Tried one after another where memory cannot be shared: 1 GiB to 64 MiB. The operating system gives pages when they are first written. */
const FIXED_SIZES = [16_384, 8192, 4096, 2048, 1024]
/** Arrays begin at whole cache lines. */
const ALIGNMENT = 64
/** Kernels may read one vector past the end of an array. */
const SPARE = 16

/** Addresses from `start` to before `end`. */
interface Range {
  readonly start: number
  readonly end: number
}

/**
 * A memory whose arrays stay valid whatever is allocated after them.
 *
 * Shared memory grows in place; memory that is not shared would move away from its arrays, so it is made as large as it will ever be.
 *
 * @throws EngineUnavailableError where there is no room for the smallest
 */
export function createMemory(): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: 1, maximum: LARGEST, shared: true })
  } catch {
    // Not every browser shares memory with a page that is not isolated.
    for (const pages of FIXED_SIZES) {
      try {
        return new WebAssembly.Memory({ initial: pages, maximum: pages })
      } catch {
        continue
      }
    }
  }
  throw new EngineUnavailableError({ engine: 'cpu', reason: { kind: 'noMemory' } })
}

/** Whether several threads may use it. */
export function isShared(memory: WebAssembly.Memory): boolean {
  return !(memory.buffer instanceof ArrayBuffer)
}

/**
 * Gives out parts of a memory, to one thread.
 *
 * The threads of a shared memory each have an allocator of their own; chunks of pages are theirs from the first call on. The first page is
 * nobody's: its first word counts the pages that have been taken after it.
 */
export class Allocator {
  /** Ordered by address, never touching each other. */
  private free: Range[] = []
  private used = 0

  constructor(readonly memory: WebAssembly.Memory) {}

  /** What has been given out and not been taken back. */
  get bytesInUse(): number {
    return this.used
  }

  /** Address of zeros. @throws OutOfMemoryError */
  allocate(bytes: number): number {
    const size = sizeOf(bytes)
    const start = this.takeFree(size) ?? this.takeFresh(size)
    new Uint8Array(this.memory.buffer, start, size).fill(0)
    this.used += size
    return start
  }

  /** Takes back what `allocate` gave for as many bytes. */
  release(start: number, bytes: number): void {
    this.giveBack({ start, end: start + sizeOf(bytes) })
    this.used -= sizeOf(bytes)
  }

  private giveBack({ start, end }: Range): void {
    const place = this.free.findIndex((range) => range.start > start)
    const at = place === -1 ? this.free.length : place
    const before = this.free[at - 1]
    const after = this.free[at]
    const joinsBefore = before?.end === start
    const joinsAfter = after?.start === end
    const joined = { start: joinsBefore ? before.start : start, end: joinsAfter ? after.end : end }
    this.free.splice(at - Number(joinsBefore), Number(joinsBefore) + Number(joinsAfter), joined)
  }

  /** The first free range that is large enough. */
  private takeFree(size: number): number | null {
    const place = this.free.findIndex(({ start, end }) => end - start >= size)
    const range = this.free[place]
    if (range === undefined) return null
    const { start, end } = range
    if (end - start === size) this.free.splice(place, 1)
    else this.free[place] = { start: start + size, end }
    return start
  }

  private takeFresh(size: number): number {
    const pages = Math.max(CHUNK, Math.ceil(size / PAGE))
    const taken = new Int32Array(this.memory.buffer, 0, 1)
    const before = Atomics.add(taken, 0, pages)
    const start = (1 + before) * PAGE
    const end = start + pages * PAGE
    try {
      this.reach(end)
    } catch {
      // Smaller arrays may still have room, unless another thread has come in between: then these pages are lost.
      Atomics.compareExchange(taken, 0, before + pages, before)
      throw new OutOfMemoryError({ bytes: size })
    }
    this.giveBack({ start, end })
    return this.takeFree(size) ?? start
  }

  /** Makes the memory at least as long. @throws RangeError where it cannot be */
  private reach(end: number): void {
    // By 0 pages, and only where arrays survive that: afterwards this thread sees what others have added.
    if (isShared(this.memory)) this.memory.grow(0)
    for (let size = this.memory.buffer.byteLength; size < end; size = this.memory.buffer.byteLength) this.memory.grow((end - size) / PAGE)
  }
}

function sizeOf(bytes: number): number {
  return Math.ceil((bytes + SPARE) / ALIGNMENT) * ALIGNMENT
}
