import { DisposedError } from '../core/errors'
import { requestGpu, type Gpu } from '../gpu/device'
import { KernelCache, type Arrangement } from '../gpu/kernel'
import type { Engine, EngineInfo, Model, ModelOptions } from './engine'
import { DatasetStore } from './gpu/batch'
import { GpuModel } from './gpu/model'
import { Network } from './gpu/network'
import { describeModel } from './spec/describe'
import { initialParameters } from './spec/initializers'
import type { ModelSpec } from './spec/model-spec'
import { parseModelSpec } from './spec/parse'

/**
 * @param arrangement  of all kernels, instead of the one that fits the adapter: for tests and measurements
 * @throws EngineUnavailableError says why there is no GPU to compute on
 */
export async function createGpuEngine(arrangement?: Arrangement): Promise<Engine> {
  return new GpuEngine(await requestGpu(arrangement))
}

class GpuEngine implements Engine {
  readonly info: EngineInfo
  readonly lost: Promise<Error>
  private readonly kernels: KernelCache
  private readonly datasets: DatasetStore
  private readonly models = new Set<GpuModel>()
  private disposed = false

  constructor(private readonly gpu: Gpu) {
    this.info = { kind: 'webgpu', adapter: gpu.adapter, isSoftware: gpu.isSoftware, features: gpu.features }
    this.lost = gpu.lost
    this.kernels = new KernelCache(gpu)
    this.datasets = new DatasetStore(gpu)
  }

  async createModel(spec: ModelSpec, { seed, maxBatch }: ModelOptions): Promise<Model> {
    if (this.disposed) throw new DisposedError({ what: 'the WebGPU engine' })
    const description = describeModel(parseModelSpec(spec))
    const network = new Network(this.gpu, description)
    const model = new GpuModel({ gpu: this.gpu, kernels: this.kernels, network }, this.datasets, initialParameters(description, seed), {
      maxBatch,
      onDispose: () => this.models.delete(model),
    })
    this.models.add(model)
    return model
  }

  /** What a device is never changes. */
  subscribe(): () => void {
    return () => {}
  }

  dispose(): void {
    if (this.disposed) return
    this.disposed = true
    for (const model of this.models) model.dispose()
    this.datasets.destroy()
    this.gpu.destroy()
  }
}
