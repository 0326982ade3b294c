import { DisposedError, EngineUnavailableError } from '../../../core/errors'
import { HALF_FEATURE, storedFormats, type StoredFormat } from '../../../core/stored-format'
import { requestGpu, type Gpu } from '../../../gpu/device'
import { KernelCache, type Arrangement } from '../../../gpu/kernel'
import type { Engine, EngineInfo, InitialWeights, Model, ModelOptions, RowsModel, TuningStore, WritingModel } from '../../engine'
import { DatasetStore } from '../../operations/gpu/batch'
import { GpuModel } from './model'
import { requireFittingParameters } from './memory'
import { Network } from './network'
import { copyPlan } from './plans'
import { tune as tuneKernels } from './measurement/tuning'
import { initialWeights } from '../initial-weights'
import { describeModel } from '../../spec/describe'
import type { ModelSpec } from '../../spec/model-spec'
import { parseModelSpec } from '../../spec/parse'
import { describeWriter, parseWriterSpec, type WriterSpec } from '../../spec/writing/writer-spec'
import { describeRows, parseRowsSpec, type RowsSpec } from '../../spec/rows/rows-spec'
import { GpuRows } from './rows/model'
import { GpuRowsNetwork } from './rows/network'
import { GpuWriter } from './writer/model'
import { GpuWriterNetwork } from './writer/network'

/**
 * @param arrangement  of all kernels, instead of the one that fits the adapter: for tests and measurements
 * @param tuning       keeps what a trial of the kernels found; without it there is no trial
 * @param format       how the products of models that read store weights and activations
 * @throws EngineUnavailableError says why there is no GPU to compute on, or none that has half precision
 */
export async function createGpuEngine(
  arrangement?: Arrangement,
  tuning: TuningStore | null = null,
  format: StoredFormat = 'float32',
): Promise<Engine> {
  const gpu = await requestGpu(arrangement)
  if (format === 'float16' && !gpu.features.includes(HALF_FEATURE)) {
    gpu.destroy()
    throw new EngineUnavailableError({ engine: 'webgpu', reason: { kind: 'noHalf', adapter: gpu.adapter } })
  }
  return new GpuEngine(gpu, tuning, format)
}

class GpuEngine implements Engine {
  readonly info: EngineInfo
  readonly lost: Promise<Error>
  private readonly kernels: KernelCache
  private readonly datasets: DatasetStore
  private readonly models = new Set<GpuModel | GpuWriter | GpuRows>()
  private disposed = false

  private tuned: Promise<void> | null = null

  constructor(
    private readonly gpu: Gpu,
    private readonly tuning: TuningStore | null,
    private readonly format: StoredFormat,
  ) {
    const { adapter, isSoftware, features } = gpu
    this.info = {
      kind: 'webgpu',
      adapter,
      isSoftware,
      features: features.filter((feature) => feature !== HALF_FEATURE || format === 'float16'),
      format,
      formats: features.includes(HALF_FEATURE) ? storedFormats : ['float32'],
    }
    this.lost = gpu.lost
    this.kernels = new KernelCache(gpu)
    this.datasets = new DatasetStore(gpu)
  }

  async createModel(spec: ModelSpec, options: ModelOptions): Promise<Model> {
    if (this.disposed) throw new DisposedError({ what: 'engine' })
    const description = describeModel(parseModelSpec(spec))
    // Before anything is made: weights that do not fit leave nothing behind.
    const weights = initialWeights(description, options)
    const network = new Network(this.gpu, description, this.format)
    requireFittingParameters(description, network.store.size, this.bufferLimit)
    const tune = () => (this.tuned ??= this.tuning === null ? Promise.resolve() : tuneKernels(this.gpu, this.kernels, this.tuning))
    const context = { gpu: this.gpu, kernels: this.kernels, network, tune }
    const copies = await copyPlan(context)
    const model = new GpuModel(context, this.datasets, weights, {
      maxBatch: options.maxBatch,
      copies,
      onDispose: () => this.models.delete(model),
    })
    this.models.add(model)
    return model
  }

  async createWriter(spec: WriterSpec, options: InitialWeights): Promise<WritingModel> {
    if (this.disposed) throw new DisposedError({ what: 'engine' })
    const description = describeWriter(parseWriterSpec(spec))
    const weights = initialWeights(description, options)
    const network = new GpuWriterNetwork(this.gpu, description)
    requireFittingParameters(description, network.store.size, this.bufferLimit)
    const writer = new GpuWriter({ gpu: this.gpu, kernels: this.kernels, network }, weights, () => this.models.delete(writer))
    this.models.add(writer)
    return writer
  }

  async createRows(spec: RowsSpec, options: InitialWeights): Promise<RowsModel> {
    if (this.disposed) throw new DisposedError({ what: 'engine' })
    const description = describeRows(parseRowsSpec(spec))
    const weights = initialWeights(description, options)
    const network = new GpuRowsNetwork(this.gpu, description)
    const rows = new GpuRows({ gpu: this.gpu, kernels: this.kernels, network }, weights, () => this.models.delete(rows))
    this.models.add(rows)
    return rows
  }

  /** What a device is never changes. */
  subscribe(): () => void {
    return () => {}
  }

  /** Bytes that a kernel can reach in one buffer. */
  private get bufferLimit(): number {
    return this.gpu.device.limits.maxStorageBufferBindingSize
  }

  dispose(): void {
    if (this.disposed) return
    this.disposed = true
    for (const model of this.models) model.dispose()
    this.datasets.destroy()
    this.gpu.destroy()
  }
}
