import type { EngineKind } from '../nn/engine'
import { toErrorData } from './error-data'
import type { EngineChoice, EngineReason, EngineSpeeds } from './protocol'
import type { HostServices } from './services'

/** Which engines to try, best first, and why the first of them is the best. */
export interface EngineOrder {
  readonly kinds: readonly EngineKind[]
  readonly reason: EngineReason
}

/**
 * A real GPU is taken before anything else. One that is emulated shares the CPU's cores with nothing gained, so that the page's own SIMD
 * code comes first there, unless a measurement on this machine says otherwise (every browser with WebGPU has SIMD).
 *
 * @param speeds  measured here before; null when that never happened
 */
export async function orderEngines(
  choice: EngineChoice,
  services: Pick<HostServices, 'inspectGpu'>,
  speeds: EngineSpeeds | null,
): Promise<EngineOrder> {
  if (choice !== 'auto') return { kinds: [choice], reason: { kind: 'chosen' } }
  try {
    const { adapter, isSoftware } = await services.inspectGpu()
    if (!isSoftware) return { kinds: ['webgpu', 'cpu'], reason: { kind: 'gpu' } }
    // A measurement of another adapter was made on another machine, or with other drivers.
    const measured = speeds?.adapter === adapter ? speeds : null
    const isGpuFaster = measured !== null && measured.webgpu > measured.cpu
    return { kinds: isGpuFaster ? ['webgpu', 'cpu'] : ['cpu'], reason: { kind: 'emulated', adapter, speeds: measured } }
  } catch (error) {
    return { kinds: ['cpu'], reason: { kind: 'failed', error: toErrorData(error) } }
  }
}
