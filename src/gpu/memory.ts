import type { DeviceHealth } from './device-health'
import { GpuMemoryError, GpuValidationError } from './errors'

/** Of a texel in the one format that the engine's textures have: four floats. */
export const TEXEL_BYTES = 16

/** Keeps the books of one device's memory: every buffer and texture of the engine is made and given back here, so that the sum is known. */
export class GpuMemory {
  private readonly held = new Map<GPUBuffer | GPUTexture, number>()
  private total = 0

  constructor(private readonly device: GPUDevice) {}

  /** Bytes of all that is not given back. */
  get bytes(): number {
    return this.total
  }

  create(descriptor: GPUBufferDescriptor): GPUBuffer {
    return this.hold(this.device.createBuffer(descriptor), descriptor.size)
  }

  /** @param descriptor  of a texture in two dimensions with four floats to a texel */
  createTexture(descriptor: GPUTextureDescriptor & { readonly format: 'rgba32float' }): GPUTexture {
    const texture = this.device.createTexture(descriptor)
    return this.hold(texture, texture.width * texture.height * TEXEL_BYTES)
  }

  /** Gives a buffer or a texture back; once is enough, and again does nothing. */
  destroy(held: GPUBuffer | GPUTexture): void {
    this.total -= this.held.get(held) ?? 0
    this.held.delete(held)
    held.destroy()
  }

  private hold<Held extends GPUBuffer | GPUTexture>(held: Held, bytes: number): Held {
    this.held.set(held, bytes)
    this.total += bytes
    return held
  }
}

interface MemoryGiver extends Pick<DeviceHealth, 'answered'> {
  readonly device: GPUDevice
}

/**
 * Makes buffers and hears at once whether the GPU could give them. What was made stays the caller's to give back, also after an error.
 *
 * @param plan   label of the plan that asks
 * @param bytes  how much it asks for in all
 * @param make   synchronous, for error scopes are a stack of the whole device
 * @throws GpuMemoryError, GpuValidationError, DeviceLostError
 */
export async function takeMemory(gpu: MemoryGiver, plan: string, bytes: number, make: () => void): Promise<void> {
  const { device } = gpu
  device.pushErrorScope('validation')
  device.pushErrorScope('out-of-memory')
  let scopes: Promise<readonly (GPUError | null)[]> = Promise.resolve([])
  try {
    make()
  } finally {
    scopes = gpu.answered(Promise.all([device.popErrorScope(), device.popErrorScope()]))
    // Where nothing could be made, that is told.
    scopes.catch(() => undefined)
  }
  const [memory, validation] = await scopes
  if (memory) throw new GpuMemoryError({ plan, bytes, original: memory.message })
  if (validation) throw new GpuValidationError({ original: validation.message })
}
