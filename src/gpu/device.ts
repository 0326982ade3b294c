import { EngineUnavailableError } from '../core/errors'
import { HALF_FEATURE } from '../core/stored-format'
import { describe, inTime, requestAdapter, type AdapterDescription } from './adapter'
import { hasQuads, usualArrangement, type Arrangement } from './arrangement'
import { DeviceHealth } from './device-health'
import { GpuMemory } from './memory'

/** Milliseconds that an adapter gets for its device, and the device for its first answer; a driver that was asleep needs a few seconds. */
export const DEVICE_MS = 10_000

/** Optional features that kernels may use where the adapter has them. */
const OPTIONAL_FEATURES = ['subgroups', 'timestamp-query', HALF_FEATURE] as const satisfies readonly GPUFeatureName[]

/** A device and what the engine needs to know about it. */
export interface Gpu extends AdapterDescription, Pick<DeviceHealth, 'lost' | 'check' | 'answered'> {
  readonly device: GPUDevice
  readonly features: readonly string[]
  /** All buffers and textures are made and given back there. */
  readonly memory: GpuMemory
  /** How a family of kernels is arranged here: as was preferred by its label, else as a rule. */
  arrangement(label: string): Arrangement
  /** From now on, for plans still to be recorded. */
  prefer(label: string, arrangement: Arrangement): void
  /** The same device with all kernels arranged so: for a trial. */
  arrangedAs(arrangement: Arrangement): Gpu
  /** Arrangements that run here. */
  readonly arrangements: readonly Arrangement[]
  destroy(): void
}

/**
 * Asks for the fastest adapter and a device with all its storage limits.
 *
 * @param arrangement  of all kernels, instead of the one that fits the adapter: for tests and measurements
 * @throws EngineUnavailableError when there is no WebGPU, no adapter or no device, or no answer
 */
export async function requestGpu(arrangement?: Arrangement): Promise<Gpu> {
  const adapter = await requestAdapter()
  const features = OPTIONAL_FEATURES.filter((feature) => adapter.features.has(feature))
  const device = await requestDevice(adapter, features)
  try {
    const quads = await inTime('device', DEVICE_MS, hasQuads(device))
    return wrap(device, adapter, features, quads, arrangement)
  } catch (error) {
    device.destroy()
    throw error
  }
}

async function requestDevice(adapter: GPUAdapter, requiredFeatures: readonly GPUFeatureName[]): Promise<GPUDevice> {
  const { maxBufferSize, maxStorageBufferBindingSize, maxStorageBuffersPerShaderStage } = adapter.limits
  const answer = adapter
    .requestDevice({
      label: 'gatelight',
      requiredFeatures: [...requiredFeatures],
      requiredLimits: { maxBufferSize, maxStorageBufferBindingSize, maxStorageBuffersPerShaderStage },
    })
    .catch((cause: unknown): never => {
      throw new EngineUnavailableError({ engine: 'webgpu', reason: { kind: 'noDevice', original: String(cause) } }, { cause })
    })
  try {
    return await inTime('device', DEVICE_MS, answer)
  } catch (error) {
    // A device that comes when nobody waits any more would keep its memory.
    answer.then(
      (device) => device.destroy(),
      () => undefined,
    )
    throw error
  }
}

function wrap(device: GPUDevice, adapter: GPUAdapter, features: readonly string[], quads: boolean, forced?: Arrangement): Gpu {
  const health = new DeviceHealth(device)
  const described = describe(adapter)
  const usual = forced ?? usualArrangement(described.isSoftware, quads)
  const preferred = new Map<string, Arrangement>()
  return {
    device,
    ...described,
    features,
    arrangement: (label) => preferred.get(label) ?? usual,
    arrangedAs(arrangement) {
      return { ...this, arrangement: () => arrangement }
    },
    prefer: (label, arrangement) => void preferred.set(label, arrangement),
    arrangements: quads ? ['registers', 'quads', 'staged'] : ['registers', 'staged'],
    memory: new GpuMemory(device),
    lost: health.lost,
    check: () => health.check(),
    answered: (work) => health.answered(work),
    destroy() {
      health.close()
      device.destroy()
    },
  }
}
