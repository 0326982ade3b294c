import { EngineUnavailableError } from '../../core/errors'
import { loadPart } from '../../core/load-part'
import type { Engine, EngineAdapter, EngineOptions } from '../engine'
import type { EngineKind } from '../engine-kinds'

/** How an engine comes up; its code is only loaded then, so that a page with WebGPU never fetches the CPU engine and the other way round. */
interface EngineMaker {
  /** @throws EngineUnavailableError says why it cannot run here */
  create(options: EngineOptions): Promise<Engine>
  /** What it would compute on, without making anything on it; null where there is nothing to choose. @throws EngineUnavailableError */
  inspect(): Promise<EngineAdapter | null>
}

const makers: { readonly [Kind in EngineKind]: EngineMaker } = {
  webgpu: {
    create: async ({ tuning, format }) =>
      (await codeOf('webgpu', () => import('./gpu/gpu-engine'))).createGpuEngine(undefined, tuning, format),
    inspect: async () => (await codeOf('webgpu', () => import('../../gpu/adapter'))).inspectAdapter(),
  },
  cpu: {
    create: async ({ threads, format }) => {
      if (format === 'float16') throw new EngineUnavailableError({ engine: 'cpu', reason: { kind: 'noHalf', adapter: null } })
      return (await codeOf('cpu', () => import('./cpu/cpu-engine'))).createFastCpuEngine(threads)
    },
    inspect: async () => null,
  },
}

/** An engine without its code cannot run, like one without its hardware: whoever has another takes that. @throws EngineUnavailableError */
function codeOf<Code>(engine: EngineKind, load: () => Promise<Code>): Promise<Code> {
  return loadPart(load, (original, options) => new EngineUnavailableError({ engine, reason: { kind: 'notLoaded', original } }, options))
}

/** Brings up an engine. @throws EngineUnavailableError says why it cannot run here */
export async function createEngine(kind: EngineKind, options: EngineOptions = {}): Promise<Engine> {
  return makers[kind].create(options)
}

/**
 * What an engine would compute on, without making anything on it; null for one that runs everywhere.
 *
 * @throws EngineUnavailableError when there is nothing for it to compute on
 */
export async function inspectEngine(kind: EngineKind): Promise<EngineAdapter | null> {
  return makers[kind].inspect()
}
