import { DisposedError } from '../core/errors'
import { float64Primitives } from './cpu/float64'
import { CpuModel } from './cpu/model'
import type { Primitives } from './cpu/primitives'
import type { Engine, EngineInfo, ModelOptions } from './engine'
import { describeModel } from './spec/describe'
import type { ModelSpec } from './spec/model-spec'
import { parseModelSpec } from './spec/parse'

/**
 * The engine that runs everywhere: the oracle of the tests, and what a visitor without WebGPU gets.
 *
 * It computes on the thread that calls it and lets events through between batches.
 */
export class CpuEngine implements Engine {
  readonly info: EngineInfo
  /** Never settles: there is nothing to lose. */
  readonly lost = new Promise<Error>(() => {})
  private readonly models = new Set<CpuModel>()
  private disposed = false

  constructor(private readonly primitives: Primitives) {
    this.info = { kind: 'cpu', adapter: primitives.name, isSoftware: false, features: [] }
  }

  async createModel(spec: ModelSpec, options: ModelOptions): Promise<CpuModel> {
    if (this.disposed) throw new DisposedError({ what: 'The engine' })
    const model = new CpuModel(describeModel(parseModelSpec(spec)), this.primitives, options)
    this.models.add(model)
    return model
  }

  dispose(): void {
    this.disposed = true
    for (const model of this.models) model.dispose()
    this.models.clear()
  }
}

/** Never fails; a promise as the GPU's twin is. */
export async function createCpuEngine(): Promise<CpuEngine> {
  return new CpuEngine(float64Primitives)
}
