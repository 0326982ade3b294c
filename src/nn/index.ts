import type { Engine, EngineKind, EngineOptions, GpuAdapter } from './engine'

/** The networks' face: everything above uses this, and nothing deeper. */

export { deformImage } from './cpu/augmentation'
export type * from './engine'
export type { Augmentation } from './spec/augmentation'
export type * from './spec/definition'
export type { DescribedLayer, DescribedParameter, ModelDescription } from './spec/describe'
export { describeModel, explainShapes } from './spec/describe'
export { initialParameters } from './spec/initializers'
export type * from './spec/model-spec'
export { parseModelSpec } from './spec/parse'
export { ProfileUnavailableError, profileTable } from './profile'

/**
 * Brings up an engine; its code is only loaded here, so that a page with WebGPU never fetches the CPU engine and the other way round.
 *
 * @throws EngineUnavailableError says why it cannot run here
 */
export async function createEngine(kind: EngineKind, { threads, tuning }: EngineOptions = {}): Promise<Engine> {
  switch (kind) {
    case 'webgpu': {
      const { createGpuEngine } = await import('./gpu-engine')
      return createGpuEngine(undefined, tuning)
    }
    case 'cpu': {
      const { createFastCpuEngine } = await import('./cpu-engine')
      return createFastCpuEngine(threads)
    }
    default:
      return kind satisfies never
  }
}

/**
 * What WebGPU would compute on, without making anything on it.
 *
 * @throws EngineUnavailableError when there is no WebGPU or no adapter
 */
export async function inspectGpu(): Promise<GpuAdapter> {
  const { inspectAdapter } = await import('../gpu/device')
  return inspectAdapter()
}
