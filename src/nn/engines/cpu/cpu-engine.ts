import { decodeErrorData, type ErrorData } from '../../../core/error-details'
import { DisposedError, EngineUnavailableError } from '../../../core/errors'
import type { GatelightError } from '../../../core/gatelight-error'
import { loadPart } from '../../../core/load-part'
import { CpuModel } from './model'
import { Pool } from './pool/pool'
import { canShareMemory } from './pool/shared-slice'
import { availableThreads, spawnHelper } from './pool/spawn'
import type { ThreadPort } from './pool/thread'
import { createPrimitives } from '../../operations/cpu/precision'
import type { Primitives } from '../../operations/cpu/primitives'
import type { CpuInfo, Engine, EngineInfo, InitialWeights, ModelOptions } from '../../engine'
import { initialWeights } from '../initial-weights'
import { describeModel } from '../../spec/describe'
import type { ModelSpec } from '../../spec/model-spec'
import { parseModelSpec } from '../../spec/parse'
import { describeWriter, parseWriterSpec, type WriterSpec } from '../../spec/writing/writer-spec'
import { describeRows, parseRowsSpec, type RowsSpec } from '../../spec/rows/rows-spec'
import type { CpuRows } from './rows/model'
import type { CpuWriter } from './writer/model'
import type { Precision } from '../../operations/cpu/precision'

export interface CpuEngineOptions {
  /** `float64` is the tests' oracle; `float32` is SIMD in WebAssembly. Default: `float64`. */
  readonly precision?: Precision
  /** Why it is not a faster one. */
  readonly shortfall?: EngineUnavailableError
  /** Threads for training steps and whole sets, the caller's own among them; the others start when they are first needed. Default: 1. */
  readonly threads?: number
  /** Whether threads see the same memory in training. Default: where the page is isolated from others. */
  readonly sharesMemory?: boolean
  /** Brings up a helper; the default needs a browser's workers. */
  readonly spawn?: () => ThreadPort
}

/**
 * The engine that runs everywhere: the oracle of the tests, and what a visitor without a GPU gets.
 *
 * It answers single pictures on the thread that calls it and lets events through between batches.
 */
export class CpuEngine implements Engine {
  /** Never settles: there is nothing to lose that does not come back. */
  readonly lost = new Promise<Error>(() => {})
  private readonly models = new Set<CpuModel | CpuWriter | CpuRows>()
  private readonly listeners = new Set<(info: EngineInfo) => void>()
  private readonly pool: Pool
  private disposed = false
  private readonly code: CpuInfo['code']
  private readonly shortfall: EngineUnavailableError | null

  constructor(
    private readonly primitives: Primitives,
    { precision = 'float64', shortfall, threads = 1, sharesMemory = canShareMemory(), spawn = spawnHelper }: CpuEngineOptions = {},
  ) {
    this.code = precision === 'float32' ? 'simd' : 'javascript'
    this.shortfall = shortfall ?? null
    this.pool = new Pool({ precision, threads, sharesMemory, spawn, onChange: () => this.tellInfo() })
  }

  get info(): EngineInfo {
    const { threads, lastLoss } = this.pool
    const { name, features } = this.primitives
    const shortfalls = [this.shortfall, lastLoss].filter((error) => error !== null).map(toData)
    const adapter = threads > 1 ? `${name}, ${threads} threads` : name
    return { kind: 'cpu', adapter, isSoftware: false, features, cpu: { code: this.code, threads, shortfalls } }
  }

  async createModel(spec: ModelSpec, options: ModelOptions): Promise<CpuModel> {
    if (this.disposed) throw new DisposedError({ what: 'engine' })
    const description = describeModel(parseModelSpec(spec))
    // Before anything is made: weights that do not fit leave nothing behind.
    const weights = initialWeights(description, options)
    const model = new CpuModel(description, this.primitives, this.pool, weights, options.maxBatch)
    this.models.add(model)
    return model
  }

  async createWriter(spec: WriterSpec, options: InitialWeights): Promise<CpuWriter> {
    if (this.disposed) throw new DisposedError({ what: 'engine' })
    const description = describeWriter(parseWriterSpec(spec))
    // What makes something comes when somebody wants it: most pages read alone.
    const { CpuWriter: Writer } = await loadPart(() => import('./writer/model'))
    if (this.disposed) throw new DisposedError({ what: 'engine' })
    const writer = new Writer(description, this.primitives, initialWeights(description, options))
    this.models.add(writer)
    return writer
  }

  async createRows(spec: RowsSpec, options: InitialWeights): Promise<CpuRows> {
    if (this.disposed) throw new DisposedError({ what: 'engine' })
    const description = describeRows(parseRowsSpec(spec))
    const { CpuRows: Rows } = await loadPart(() => import('./rows/model'))
    if (this.disposed) throw new DisposedError({ what: 'engine' })
    const rows = new Rows(description, this.primitives, initialWeights(description, options))
    this.models.add(rows)
    return rows
  }

  subscribe(listener: (info: EngineInfo) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  dispose(): void {
    this.disposed = true
    for (const model of this.models) model.dispose()
    this.models.clear()
    this.pool.dispose()
  }

  private tellInfo(): void {
    if (this.disposed) return
    for (const listener of this.listeners) listener(this.info)
  }
}

function toData({ code, message, detail }: GatelightError): ErrorData {
  return decodeErrorData({ code, message, detail }, 'shortfall')
}

/** Without options, the oracle on one thread. @throws EngineUnavailableError for a precision that cannot be had here */
export async function createCpuEngine(options: CpuEngineOptions = {}): Promise<CpuEngine> {
  return new CpuEngine(await createPrimitives(options.precision ?? 'float64'), options)
}

/** The fastest that runs here: SIMD in WebAssembly, or plain JavaScript in a browser that has no SIMD or must not compile WebAssembly. */
export async function createFastCpuEngine(threads = availableThreads()): Promise<CpuEngine> {
  try {
    return await createCpuEngine({ precision: 'float32', threads })
  } catch (error) {
    if (!(error instanceof EngineUnavailableError)) throw error
    return createCpuEngine({ precision: 'float64', shortfall: error, threads })
  }
}
