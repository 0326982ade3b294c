import { GpuMemoryError, GpuValidationError } from './errors'

/** Keeps the books of one device's memory: every buffer of the engine is made and given back here, so that the sum is known. */
export class GpuMemory {
  private readonly held = new Set<GPUBuffer>()
  private total = 0

  constructor(private readonly device: GPUDevice) {}

  /** Bytes of all buffers that are not given back. */
  get bytes(): number {
    return this.total
  }

  create(descriptor: GPUBufferDescriptor): GPUBuffer {
    const buffer = this.device.createBuffer(descriptor)
    this.held.add(buffer)
    this.total += descriptor.size
    return buffer
  }

  /** Gives a buffer back; once is enough, and again does nothing. */
  destroy(buffer: GPUBuffer): void {
    if (this.held.delete(buffer)) this.total -= buffer.size
    buffer.destroy()
  }
}

/**
 * Makes buffers and hears at once whether the GPU could give them. What was made stays the caller's to give back, also after an error.
 *
 * @param what   for people: the plan that asks
 * @param bytes  how much it asks for in all
 * @param make   synchronous, for error scopes are a stack of the whole device
 * @throws GpuMemoryError, GpuValidationError
 */
export async function takeMemory(device: GPUDevice, what: string, bytes: number, make: () => void): Promise<void> {
  device.pushErrorScope('validation')
  device.pushErrorScope('out-of-memory')
  let scopes: readonly Promise<GPUError | null>[] = []
  try {
    make()
  } finally {
    // A scope of a device that is gone rejects; the loss itself is told elsewhere.
    scopes = [device.popErrorScope(), device.popErrorScope()].map((scope) => scope.catch(() => null))
  }
  const [memory, validation] = await Promise.all(scopes)
  if (memory) throw new GpuMemoryError({ what, bytes, reason: memory.message })
  if (validation) throw new GpuValidationError(validation.message)
}
