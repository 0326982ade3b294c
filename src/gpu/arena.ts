import type { Gpu } from './device'

/** A part of a buffer, as bind groups take it. Offset and size are multiples of 256 and 4 bytes. */
export interface Slice {
  readonly buffer: GPUBuffer
  readonly offset: number
  /** Bytes. */
  readonly size: number
}

/** Every slice begins at a multiple of this, the largest alignment any adapter asks for. */
export const SLICE_ALIGNMENT = 256

/**
 * Owner of GPU memory: buffers are taken while a plan is built, none while it runs, and all are given back together.
 *
 * Each tensor gets a buffer of its own: WebGPU tracks usage by whole buffers, so two tensors of one dispatch, one read and one
 * written, must not share one.
 */
export class Arena {
  private readonly buffers: GPUBuffer[] = []

  constructor(private readonly gpu: Gpu) {}

  /** A zeroed buffer of at least `bytes`. */
  allocate(label: string, bytes: number, usage = 0): Slice {
    const size = Math.max(16, Math.ceil(bytes / 16) * 16)
    const buffer = this.gpu.device.createBuffer({
      label,
      size,
      usage: usage | GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
    })
    this.buffers.push(buffer)
    return { buffer, offset: 0, size }
  }

  destroy(): void {
    for (const buffer of this.buffers) buffer.destroy()
    this.buffers.length = 0
  }
}
