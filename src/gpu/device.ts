import { DeviceLostError, EngineUnavailableError } from '../core/errors'
import { hasQuads, usualArrangement, type Arrangement } from './arrangement'
import { GpuMemoryError, GpuValidationError } from './errors'
import { GpuMemory } from './memory'

/** Optional features that kernels may use where the adapter has them. */
const OPTIONAL_FEATURES = ['subgroups', 'timestamp-query'] as const satisfies readonly GPUFeatureName[]

/** A device and what the engine needs to know about it. */
export interface Gpu {
  readonly device: GPUDevice
  /** Name of the adapter, for people. */
  readonly adapter: string
  /** What a measurement of speed holds for: the adapter's names, features and limits, for some browsers tell no names. */
  readonly identity: string
  /** Emulated on the CPU. */
  readonly isSoftware: boolean
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
  /** Settles with the reason once the device is gone; never when `destroy` was called on purpose. */
  readonly lost: Promise<DeviceLostError>
  /** Throws the first error WebGPU reported outside a scope. A loop calls it where it waits anyway. */
  check(): void
  destroy(): void
}

/**
 * What `requestGpu` would find.
 *
 * @throws EngineUnavailableError when there is no WebGPU or no adapter
 */
export async function inspectAdapter(): Promise<Pick<Gpu, 'adapter' | 'isSoftware'>> {
  return describe(await requestAdapter())
}

/**
 * Asks for the fastest adapter and a device with all its storage limits.
 *
 * @param arrangement  of all kernels, instead of the one that fits the adapter: for tests and measurements
 * @throws EngineUnavailableError when there is no WebGPU, no adapter or no device
 */
export async function requestGpu(arrangement?: Arrangement): Promise<Gpu> {
  const adapter = await requestAdapter()
  const features = OPTIONAL_FEATURES.filter((feature) => adapter.features.has(feature))
  let device: GPUDevice
  try {
    device = await adapter.requestDevice({
      label: 'gatelight',
      requiredFeatures: features,
      requiredLimits: {
        maxBufferSize: adapter.limits.maxBufferSize,
        maxStorageBufferBindingSize: adapter.limits.maxStorageBufferBindingSize,
        maxStorageBuffersPerShaderStage: adapter.limits.maxStorageBuffersPerShaderStage,
      },
    })
  } catch (cause) {
    throw new EngineUnavailableError({ engine: 'webgpu', reason: { kind: 'noDevice', original: String(cause) } }, { cause })
  }
  return wrap(device, adapter, features, await hasQuads(device), arrangement)
}

async function requestAdapter(): Promise<GPUAdapter> {
  // Typed as always there, absent in browsers without WebGPU and on insecure origins.
  const api = navigator.gpu as GPU | undefined
  if (api === undefined) throw new EngineUnavailableError({ engine: 'webgpu', reason: { kind: 'noWebGpu' } })
  const adapter = await api.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter === null) throw new EngineUnavailableError({ engine: 'webgpu', reason: { kind: 'noAdapter' } })
  return adapter
}

/** What an adapter is, from what browsers tell of it: some leave all names empty, and older ones say elsewhere that it is a fallback. */
export function describe(adapter: AdapterFacts): Pick<Gpu, 'adapter' | 'identity' | 'isSoftware'> {
  const { vendor = '', architecture = '', device = '', description = '', isFallbackAdapter = false } = adapter.info ?? {}
  const names = [vendor, architecture, device, description]
  return {
    adapter: description || [vendor, architecture].filter(Boolean).join(' ') || 'unknown adapter',
    identity: JSON.stringify([names, [...adapter.features].toSorted(), limitsOf(adapter.limits)]),
    isSoftware: isFallbackAdapter || adapter.isFallbackAdapter === true || EMULATED.test(names.join(' ')),
  }
}

/** Adapters that compute on the CPU, by what they call themselves: those of Chromium, Mesa and Windows. */
const EMULATED = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b/i

/** What `describe` asks of a `GPUAdapter`; the parts that not every browser has are optional. */
export interface AdapterFacts {
  readonly info?: Partial<Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'device' | 'description' | 'isFallbackAdapter'>>
  readonly isFallbackAdapter?: boolean
  readonly features: Iterable<string>
  readonly limits: object
}

/** Limits are properties of the prototype, which no other enumeration finds. */
function limitsOf(limits: object): [name: string, value: unknown][] {
  const names: string[] = []
  for (const name in limits) names.push(name)
  return names.toSorted().map((name) => [name, Reflect.get(limits, name)])
}

function wrap(device: GPUDevice, adapter: GPUAdapter, features: readonly string[], quads: boolean, forced?: Arrangement): Gpu {
  let failure: Error | null = null
  let isClosing = false
  device.addEventListener('uncapturederror', ({ error }) => {
    const { message } = error
    failure ??=
      error instanceof GPUOutOfMemoryError
        ? new GpuMemoryError({ plan: null, bytes: null, original: message })
        : new GpuValidationError({ original: message })
  })
  const lost = new Promise<DeviceLostError>((resolve) => {
    void device.lost.then(({ message }) => {
      if (!isClosing) resolve(new DeviceLostError({ original: message || null }))
    })
  })
  void lost.then((error) => {
    failure = error
  })
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
    lost,
    check() {
      const error = failure
      // A lost device stays lost; anything else was one call that failed, and is told once.
      if (!(error instanceof DeviceLostError)) failure = null
      if (error !== null) throw error
    },
    destroy() {
      isClosing = true
      device.destroy()
    },
  }
}
