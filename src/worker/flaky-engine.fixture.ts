import { DeviceLostError, EngineUnavailableError } from '../core/errors'
import type { StoredFormat } from '../core/stored-format'
import {
  createEngine,
  type Engine,
  type EngineAdapter,
  type EngineInfo,
  type EngineKind,
  type EngineOptions,
  type Model,
  type RunSettings,
} from '../nn'
import { resolveRunSettings } from '../nn/spec/training'
import { replacing } from '../train/tiny-task.fixture'

/** Works of a model that fail, and what of. */
export type Broken = Partial<Record<'createModel' | 'trace' | 'prepareFit' | 'fit', Error>>

/** Computes as the CPU engine does, calls itself a GPU, and can be lost like one. */
export class FlakyGpu implements Engine {
  readonly info: EngineInfo
  readonly lost: Promise<Error>
  isDisposed = false
  /** What its models were told to prepare for. */
  readonly preparations: RunSettings[] = []
  private isLost = false
  private tellLoss: (error: Error) => void = () => {}

  private constructor(
    private readonly inner: Engine,
    private readonly broken: Broken,
    format: StoredFormat,
  ) {
    this.info = { kind: 'webgpu', adapter: 'flaky', isSoftware: true, features: [], format }
    this.lost = new Promise((resolve) => (this.tellLoss = resolve))
  }

  static async create(broken: Broken = {}, format: StoredFormat = 'float32'): Promise<FlakyGpu> {
    return new FlakyGpu(await createEngine('cpu'), broken, format)
  }

  async createModel(...args: Parameters<Engine['createModel']>): Promise<Model> {
    const { broken } = this
    if (broken.createModel) throw broken.createModel
    const model = await this.inner.createModel(...args)
    const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
      if (this.isLost) throw new DeviceLostError({ original: 'test' })
      const result = await work()
      if (this.isLost) throw new DeviceLostError({ original: 'test' })
      return result
    }
    return replacing(model, {
      parameters: () => guarded(() => model.parameters()),
      setParameters: (parameters) => guarded(() => model.setParameters(parameters)),
      record: (...rest) => guarded(() => model.record(...rest)),
      trace: (...rest) => guarded(() => (broken.trace ? Promise.reject(broken.trace) : model.trace(...rest))),
      evaluate: (...rest) => guarded(() => model.evaluate(...rest)),
      prepareFit: async (settings) => {
        if (broken.prepareFit) throw broken.prepareFit
        this.preparations.push(resolveRunSettings(settings))
      },
      fit(set, options) {
        const { fit } = broken
        return model.fit(set, fit ? { ...options, onEpochEnd: () => Promise.reject(fit) } : options)
      },
    })
  }

  createWriter(...args: Parameters<Engine['createWriter']>): ReturnType<Engine['createWriter']> {
    return this.inner.createWriter(...args)
  }

  createRows(...args: Parameters<Engine['createRows']>): ReturnType<Engine['createRows']> {
    return this.inner.createRows(...args)
  }

  subscribe(): () => void {
    return () => {}
  }

  dispose(): void {
    this.isDisposed = true
    this.inner.dispose()
  }

  /** The device goes away; `silently`: the browser does not say so, only calls fail. */
  lose(silently = false): void {
    this.isLost = true
    if (!silently) this.tellLoss(new DeviceLostError({ original: 'test' }))
  }
}

/** A machine that makes engines to order and remembers them. */
export class Machine {
  readonly gpus: FlakyGpu[] = []
  hasGpu = true
  /** The code of the CPU's engine comes. */
  hasCpu = true
  /** What fails on its GPUs from now on. */
  readonly broken: Broken = {}
  /** The GPU is emulated on the CPU. */
  isSoftware = false
  /** It has half precision. */
  hasHalf = false

  readonly inspectEngine = async (kind: EngineKind): Promise<EngineAdapter | null> => {
    if (kind === 'cpu') return null
    if (!this.hasGpu) throw noGpu()
    return { adapter: 'flaky', isSoftware: this.isSoftware }
  }

  readonly createEngine = async (kind: EngineKind, { format }: EngineOptions = {}): Promise<Engine> => {
    if (kind === 'cpu') {
      if (!this.hasCpu) throw new EngineUnavailableError({ engine: 'cpu', reason: { kind: 'notLoaded', original: 'test' } })
      return createEngine('cpu', { format })
    }
    if (!this.hasGpu) throw noGpu()
    if (format === 'float16' && !this.hasHalf) {
      throw new EngineUnavailableError({ engine: 'webgpu', reason: { kind: 'noHalf', adapter: 'flaky' } })
    }
    const gpu = await FlakyGpu.create(this.broken, format)
    this.gpus.push(gpu)
    return gpu
  }

  get gpu(): FlakyGpu {
    const newest = this.gpus.at(-1)
    if (newest === undefined) throw new Error('No GPU was asked for')
    return newest
  }
}

function noGpu(): EngineUnavailableError {
  return new EngineUnavailableError({ engine: 'webgpu', reason: { kind: 'noWebGpu' } })
}
