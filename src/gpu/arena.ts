import { DisposedError } from '../core/errors'
import type { Gpu } from './device'

/** A buffer that is made when it is first needed: what is only recorded, to be counted or to compile its kernels, takes no memory. */
export class BufferHandle {
  private made: GPUBuffer | null = null

  constructor(private readonly make: () => GPUBuffer) {}

  /** The buffer itself. @throws what `make` throws */
  get native(): GPUBuffer {
    this.made ??= this.make()
    return this.made
  }

  /** The buffer if it was made. */
  get existing(): GPUBuffer | null {
    return this.made
  }
}

/** A part of a buffer. Offset and size are multiples of 256 and 4 bytes. */
export interface Slice {
  readonly buffer: BufferHandle
  readonly offset: number
  /** Bytes. */
  readonly size: number
}

/** Every slice begins at a multiple of this, the largest alignment any adapter asks for. */
export const SLICE_ALIGNMENT = 256

/** Bytes that a buffer takes for this many. */
export function bufferSize(bytes: number): number {
  return Math.max(16, Math.ceil(bytes / 16) * 16)
}

/** Owner of GPU memory that is given back all together. Each tensor gets a buffer of its own, zeroed. */
export class Arena {
  private readonly handles: BufferHandle[] = []
  private isDestroyed = false

  constructor(private readonly gpu: Gpu) {}

  /** A zeroed buffer of at least `bytes`. */
  allocate(label: string, bytes: number, usage = 0): Slice {
    const size = bufferSize(bytes)
    return { buffer: this.hold(label, size, usage), offset: 0, size }
  }

  destroy(): void {
    this.isDestroyed = true
    for (const { existing } of this.handles) if (existing !== null) this.gpu.memory.destroy(existing)
    this.handles.length = 0
  }

  protected hold(label: string, size: number, usage: number): BufferHandle {
    const handle = new BufferHandle(() => {
      if (this.isDestroyed) throw new DisposedError({ what: 'memory', label })
      return this.gpu.memory.create({
        label,
        size,
        usage: usage | GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
      })
    })
    this.handles.push(handle)
    return handle
  }
}
