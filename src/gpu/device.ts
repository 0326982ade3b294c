import { DeviceLostError, EngineUnavailableError, GatelightError } from '../core/errors'

/** Optional features that kernels may use where the adapter has them. */
const OPTIONAL_FEATURES = ['subgroups', 'shader-f16', 'timestamp-query'] as const satisfies readonly GPUFeatureName[]

/** WebGPU refused a call: always a mistake of ours, never of the visitor. */
export class GpuValidationError extends GatelightError {
  readonly code = 'gpu-validation'
  constructor(message: string) {
    super(message, 'Please report this with the name of your browser and GPU.')
  }
}

/** The GPU could not give the memory. */
export class GpuMemoryError extends GatelightError {
  readonly code = 'gpu-memory'
  constructor(message: string) {
    super(`The GPU is out of memory: ${message}`, 'Choose a smaller batch or model, or close other pages that use the GPU.')
  }
}

/** A device and what the engine needs to know about it. */
export interface Gpu {
  readonly device: GPUDevice
  /** Name of the adapter, for people. */
  readonly adapter: string
  /** Emulated on the CPU. */
  readonly isSoftware: boolean
  readonly features: readonly string[]
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
 * @throws EngineUnavailableError when there is no WebGPU, no adapter or no device
 */
export async function requestGpu(): Promise<Gpu> {
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
    throw new EngineUnavailableError({ engine: 'webgpu', reason: `the adapter gave no device (${String(cause)})` }, { cause })
  }
  return wrap(device, adapter, features)
}

async function requestAdapter(): Promise<GPUAdapter> {
  // Typed as always there, absent in browsers without WebGPU and on insecure origins.
  const api = navigator.gpu as GPU | undefined
  if (api === undefined) throw new EngineUnavailableError({ engine: 'webgpu', reason: 'this browser has no WebGPU' })
  const adapter = await api.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter === null) throw new EngineUnavailableError({ engine: 'webgpu', reason: 'no graphics adapter was offered' })
  return adapter
}

function describe({ info }: GPUAdapter): Pick<Gpu, 'adapter' | 'isSoftware'> {
  return {
    adapter: info.description || [info.vendor, info.architecture].filter(Boolean).join(' ') || 'unknown adapter',
    isSoftware:
      info.isFallbackAdapter || /swiftshader|llvmpipe|basic render/i.test(`${info.architecture} ${info.device} ${info.description}`),
  }
}

function wrap(device: GPUDevice, adapter: GPUAdapter, features: readonly string[]): Gpu {
  let failure: Error | null = null
  let isClosing = false
  device.addEventListener('uncapturederror', ({ error }) => {
    failure ??= error instanceof GPUOutOfMemoryError ? new GpuMemoryError(error.message) : new GpuValidationError(error.message)
  })
  const lost = new Promise<DeviceLostError>((resolve) => {
    void device.lost.then(({ message }) => {
      if (!isClosing) resolve(new DeviceLostError({ reason: message || 'no reason given' }))
    })
  })
  void lost.then((error) => {
    failure = error
  })
  return {
    device,
    ...describe(adapter),
    features,
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
