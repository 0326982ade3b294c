import type { Slice } from './arena'
import type { Gpu } from './device'

/**
 * A ring of mappable buffers: results come back while the GPU goes on.
 *
 * `copy` only encodes; `read`, called after the submit, resolves when that copy has arrived. After a device loss the mapping
 * rejects, which is how a loop learns of it.
 */
export class ReadbackRing {
  private readonly free: GPUBuffer[] = []
  private readonly all: GPUBuffer[] = []

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
    return new Readback(this.gpu, buffer, offset, () => this.free.push(buffer))
  }

  destroy(): void {
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

/** One copy on its way from the GPU. */
export class Readback {
  constructor(
    private readonly gpu: Gpu,
    private readonly buffer: GPUBuffer,
    private readonly size: number,
    private readonly release: () => void,
  ) {}

  /** The bytes, once the GPU has written them. @throws DeviceLostError, GpuValidationError, GpuMemoryError */
  async read(): Promise<ArrayBuffer> {
    try {
      await this.buffer.mapAsync(GPUMapMode.READ, 0, this.size)
    } catch (cause) {
      this.gpu.check()
      // The loss is told through `lost`, which may settle after the mapping rejects.
      throw await Promise.race([this.gpu.lost, new Promise((resolve) => setTimeout(resolve, 1000, cause))])
    }
    const bytes = this.buffer.getMappedRange(0, this.size).slice(0)
    this.buffer.unmap()
    this.release()
    this.gpu.check()
    return bytes
  }
}
