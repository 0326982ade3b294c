import { DisposedError } from '../core/errors'
import type { Slice } from './arena'
import type { Gpu } from './device'

/**
 * A ring of mappable buffers: results come back while the GPU goes on.
 *
 * `copy` only encodes; `read`, called after the submit, resolves when that copy has arrived. After a device loss it rejects, which is how a
 * loop learns of it.
 */
export class ReadbackRing {
  private readonly free: GPUBuffer[] = []
  private readonly all: GPUBuffer[] = []
  private isDestroyed = false

  constructor(
    private readonly gpu: Gpu,
    private readonly label: string,
    private readonly size: number,
  ) {}

  /** Encodes copies of the slices, one behind the other, into a buffer of the ring. */
  copy(encoder: GPUCommandEncoder, slices: readonly Slice[]): Readback {
    const buffer = this.free.pop() ?? this.create()
    let offset = 0
    for (const slice of slices) {
      encoder.copyBufferToBuffer(slice.buffer.native, slice.offset, buffer, offset, slice.size)
      offset += slice.size
    }
    return new Readback(this.gpu, offset, {
      buffer,
      release: () => this.free.push(buffer),
      requireAlive: () => {
        if (this.isDestroyed) throw new DisposedError({ what: 'memory', label: this.label })
      },
    })
  }

  destroy(): void {
    this.isDestroyed = true
    for (const buffer of this.all) this.gpu.memory.destroy(buffer)
  }

  private create(): GPUBuffer {
    const buffer = this.gpu.memory.create({
      label: `${this.label}/readback`,
      size: this.size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    })
    this.all.push(buffer)
    return buffer
  }
}

/** A buffer of a ring, lent. */
interface Lent {
  readonly buffer: GPUBuffer
  /** Gives it back. */
  release(): void
  /** @throws DisposedError once the ring has destroyed it */
  requireAlive(): void
}

/** One copy on its way from the GPU. */
export class Readback {
  constructor(
    private readonly gpu: Pick<Gpu, 'answered' | 'check'>,
    private readonly size: number,
    private readonly lent: Lent,
  ) {}

  /** The bytes, once the GPU has written them. @throws DeviceLostError, GpuValidationError, GpuMemoryError, DisposedError */
  async read(): Promise<ArrayBuffer> {
    const bytes = await this.gpu.answered(this.map())
    this.lent.release()
    this.gpu.check()
    return bytes
  }

  private async map(): Promise<ArrayBuffer> {
    const { buffer, requireAlive } = this.lent
    try {
      await buffer.mapAsync(GPUMapMode.READ, 0, this.size)
      const bytes = buffer.getMappedRange(0, this.size).slice(0)
      buffer.unmap()
      return bytes
    } catch (cause) {
      // What a destroyed buffer complains of says nothing about the device.
      requireAlive()
      throw cause
    }
  }
}
