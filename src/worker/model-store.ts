import { DisposedError, EngineUnavailableError, StateError } from '../core/errors'
import type { StoredFormat } from '../core/stored-format'
import type { Engine, EngineInfo, EngineKind, EngineOptions, Model, Trace, TraceOptions } from '../nn/engine'
import { engineKinds, everywhereKind, kindsEverywhere } from '../nn/engine-kinds'
import { describeModel } from '../nn/spec/describe'
import { initialParameters } from '../nn/spec/initializers'
import type { ModelSpec } from '../nn/spec/model-spec'
import { defaultPreset, findPreset } from '../nn/spec/presets'
import { isSameSpec } from '../nn/spec/same-build'
import type { Checkpoint } from '../train/checkpoint'
import { bringUp, type BringUpOptions, type BroughtUp } from './bring-up'
import { EngineChangedError, isEngineFault, LossCount, mayComeBack } from './engine-faults'
import { orderEngines, type EngineOrder } from './engine-order'
import { toErrorData } from './error-data'
import type { EngineChoice, EngineReason, EngineSpeeds, ModelInfo, WorkerEvent } from './protocol'
import type { HostServices } from './services'
import { readBlank, StandIn } from './stand-in'

/** Between the first reading and the preparation of a training: the visitor's pen comes first. */
const PREPARATION_DELAY_MS = 250

/**
 * Owns the engine and the one model on it, and keeps the last good state of that model outside the engine, so that nothing is lost
 * with a device: after a loss a new engine comes up, the state is put back, and an `engine` and a `model` event tell.
 *
 * A model on hardware counts as up once it has read a picture: kernels compile only then. Until then a stand-in reads.
 */
export class ModelStore {
  private engine: Engine | null = null
  private model: Model | null = null
  private good: Checkpoint | null = null
  private standIn: StandIn | null = null
  private options: EngineOptions = {}
  private reason: EngineReason = { kind: 'chosen' }
  private readonly losses = new LossCount()
  private recovery: Promise<void> = Promise.resolve()
  private lossListeners = new Set<(error: Error) => void>()
  /** Models that a training was prepared for. */
  private readonly prepared = new WeakSet<Model>()

  constructor(
    private readonly services: Pick<HostServices, 'inspectEngine' | 'createEngine' | 'now'>,
    private readonly emit: (event: WorkerEvent) => void,
  ) {}

  /**
   * Brings up an engine, with the model on it, in place of the one before.
   *
   * @returns why it is this engine
   * @throws EngineUnavailableError
   */
  async start(
    choice: EngineChoice,
    checkpoint: Promise<Checkpoint>,
    speeds: EngineSpeeds | null = null,
    options: EngineOptions = {},
  ): Promise<EngineReason> {
    this.options = options
    this.dispose()
    const order = await this.order(choice, speeds)
    const { engine, model, reason, good } = await this.bringUp({ ...order, checkpoint })
    this.good = good
    this.adopt(engine, model, reason)
    this.prove(model, good)
    return reason
  }

  /** Brings the model to another engine, once it has read a picture there. When this throws, it is still on the one before. */
  async move(choice: EngineChoice, speeds: EngineSpeeds | null, format: StoredFormat = 'float32'): Promise<EngineReason> {
    await this.recovery
    const order = await this.order(choice, speeds)
    const { info } = this.requireEngine()
    const isThere = info.kind === order.kinds[0] && (info.format ?? format) === format
    if (isThere) {
      this.reason = order.reason
    } else {
      const checkpoint = Promise.resolve(this.checkpoint)
      const before = this.options
      this.options = { ...before, format }
      const { engine, model, reason } = await this.bringUp({ ...order, checkpoint, tryOut: readBlank }).catch((error: unknown) => {
        this.options = before
        throw error
      })
      // The engine before may have failed meanwhile; whatever came in its place is left as well.
      await this.recovery.catch(() => undefined)
      this.dispose()
      this.adopt(engine, model, reason)
    }
    return this.reason
  }

  get engineInfo(): EngineInfo {
    return this.requireEngine().info
  }

  /** The state that survives a lost device. */
  get checkpoint(): Checkpoint {
    if (this.good === null) throw notStarted()
    return this.good
  }

  get info(): ModelInfo {
    return describeCheckpoint(this.checkpoint)
  }

  /** The model on the engine, after a recovery that may be going on. */
  async live(): Promise<Model> {
    await this.recovery
    if (this.model === null) throw notStarted()
    return this.model
  }

  /**
   * Does something with the model, and once more on the new engine whenever its engine fails meanwhile.
   *
   * @throws what `work` throws for other reasons
   */
  async use<T>(work: (model: Model) => Promise<T>): Promise<T> {
    for (;;) {
      const model = await this.live()
      try {
        return await work(model)
      } catch (error) {
        // A read-back that failed may know of the loss before the device says so.
        if (isEngineFault(error) && this.model === model) this.recover(error)
        if ((await this.live()) === model) throw error
      }
    }
  }

  /** Every signal of one picture; from whatever can answer first while the engine is still compiling. */
  async trace(image: Float32Array, options?: TraceOptions): Promise<Trace> {
    const quick = await this.standIn?.trace(image, options)
    if (quick) return quick
    const trace = await this.use((model) => model.trace(image, options))
    if (this.model !== null) this.prepareTraining(this.model)
    return trace
  }

  /** Overwrites the weights of the model on the engine; what `checkpoint` gives stays as it was. */
  async setParameters(parameters: Checkpoint['parameters']): Promise<void> {
    this.standIn?.end()
    await this.use((model) => model.setParameters(parameters))
  }

  /** Replaces the model, all or nothing: when this throws, the model before is still there. */
  async install(checkpoint: Checkpoint): Promise<void> {
    const isOfSameSpec = this.good !== null && isSameSpec(this.good.spec, checkpoint.spec)
    if (this.model !== null && isOfSameSpec) {
      await this.setParameters(checkpoint.parameters)
    } else {
      this.standIn?.end()
      const model = await this.makeModel(checkpoint)
      this.model?.dispose()
      this.model = model
      this.prove(model, checkpoint)
    }
    this.good = checkpoint
  }

  /** On the engine that is there when the model is. */
  private async makeModel({ spec, parameters }: Checkpoint): Promise<Model> {
    for (;;) {
      await this.recovery
      const engine = this.requireEngine()
      try {
        const model = await engine.createModel(spec, { parameters })
        if (this.engine === engine) return model
      } catch (error) {
        if (this.engine === engine) throw error
      }
    }
  }

  /** Notes a better state of the model that is on the engine already. */
  remember(checkpoint: Checkpoint): void {
    this.good = checkpoint
  }

  /** Hears why the engine was given up. */
  onLoss(listener: (error: Error) => void): () => void {
    this.lossListeners.add(listener)
    return () => this.lossListeners.delete(listener)
  }

  /** Gives up the engine of a model that can't be used any more, unless that has happened already, and waits for the new one. */
  async replace(model: Model, cause: Error): Promise<void> {
    if (this.model === model) this.recover(cause)
    await this.recovery
  }

  dispose(): void {
    this.standIn?.end()
    this.model = null
    const engine = this.engine
    this.engine = null
    engine?.dispose()
  }

  /** After the first reading, when nothing else is urgent: so that Start finds its kernels compiled. */
  private prepareTraining(model: Model): void {
    if (this.prepared.has(model) || this.model !== model) return
    this.prepared.add(model)
    setTimeout(() => {
      if (this.model !== model) return
      const { training } = findPreset(this.checkpoint.name) ?? defaultPreset
      model.prepareFit?.(training).catch((error: unknown) => {
        // An engine that cannot train is left before anybody trains; anything else is told when it is needed.
        if (isEngineFault(error) && this.model === model) this.recover(error)
      })
    }, PREPARATION_DELAY_MS)
  }

  private order(choice: EngineChoice, speeds: EngineSpeeds | null): Promise<EngineOrder> {
    return orderEngines(choice, { inspectEngine: (kind) => this.services.inspectEngine(kind), speeds })
  }

  private requireEngine(): Engine {
    if (this.engine === null) throw notStarted()
    return this.engine
  }

  private bringUp(options: Omit<BringUpOptions, 'createEngine'>): Promise<BroughtUp> {
    return bringUp({ ...options, createEngine: (kind) => this.createEngine(kind) })
  }

  /** As it was asked for, but for half precision, which gives way: an address that asks for it may be opened anywhere. */
  private async createEngine(kind: EngineKind): Promise<Engine> {
    try {
      return await this.services.createEngine(kind, fitting(kind, this.options))
    } catch (error) {
      if (!isWithoutHalf(error)) throw error
      this.options = { ...this.options, format: 'float32' }
      this.emit({ type: 'error', error: toErrorData(error) })
      return this.services.createEngine(kind, this.options)
    }
  }

  private adopt(engine: Engine, model: Model, reason: EngineReason): void {
    this.engine = engine
    this.model = model
    this.reason = reason
    engine.subscribe((info) => {
      if (this.engine === engine) this.emit({ type: 'engine', engine: info, reason: this.reason })
    })
    void engine.lost.then((reason) => {
      if (this.engine === engine) this.recover(reason)
    })
  }

  /** Has a model on hardware read its first picture, and readings answered until it has; where it cannot, its engine is given up. */
  private prove(model: Model, checkpoint: Checkpoint): void {
    const { kind } = this.requireEngine().info
    if (!engineKinds[kind].isHardware) return
    const standIn = new StandIn(() => this.services.createEngine(everywhereKind, { threads: 1 }), checkpoint, model)
    this.standIn = standIn
    standIn.realReads.then(
      () => this.prepareTraining(model),
      (error: unknown) => {
        if (this.model !== model || error instanceof DisposedError) return
        this.recover(error instanceof Error ? error : new Error(String(error)), false)
      },
    )
  }

  /** @param hasRead  the engine has read a picture before it failed */
  private recover(cause: Error, hasRead = true): void {
    const { kind } = this.requireEngine().info
    const again = engineKinds[kind].isHardware && mayComeBack(cause, hasRead) && this.losses.add(this.services.now())
    this.dispose()
    this.recovery = this.restore(kind, [...(again ? [kind] : []), ...kindsEverywhere<EngineKind>(engineKinds)], cause)
    // Requests that need the model await the recovery; the worker stays alive even when none does.
    this.recovery.catch((error: unknown) => this.emit({ type: 'error', error: toErrorData(error) }))
    for (const listener of this.lossListeners) listener(cause)
  }

  private async restore(failed: EngineKind, kinds: readonly EngineKind[], cause: Error): Promise<void> {
    const { engine, model, reason, good } = await this.bringUp({
      kinds,
      checkpoint: Promise.resolve(this.checkpoint),
      reason: { kind: 'failed', error: toErrorData(cause) },
    })
    this.adopt(engine, model, reason)
    this.prove(model, good)
    const { info } = engine
    this.emit({ type: 'engine', engine: info, reason })
    this.emit({ type: 'model', model: this.info })
    // Under Engine nobody may look for a long time.
    if (info.kind !== failed) this.emit({ type: 'error', error: toErrorData(new EngineChangedError({ from: failed, to: info.kind })) })
  }
}

/** What an engine of this kind is told: how to store is for hardware alone. */
function fitting(kind: EngineKind, { format, ...options }: EngineOptions): EngineOptions {
  return engineKinds[kind].isHardware ? { ...options, format } : options
}

function isWithoutHalf(error: unknown): boolean {
  return error instanceof EngineUnavailableError && error.detail.reason.kind === 'noHalf'
}

function notStarted(): StateError {
  return new StateError({ action: 'useModel', obstacle: { kind: 'noEngine' } })
}

/** Untrained weights of a specification. */
export function freshCheckpoint(spec: ModelSpec, name: string, seed: number): Checkpoint {
  const parameters = initialParameters(describeModel(spec), seed)
  return { spec, name, seed, epochs: 0, trainedOn: [], testAccuracy: null, testedOn: null, parameters, run: null }
}

export function describeCheckpoint({ spec, name, epochs, seed, trainedOn, testAccuracy, testedOn }: Checkpoint): ModelInfo {
  return { spec, name, parameterCount: describeModel(spec).parameterCount, epochs, seed, trainedOn, testAccuracy, testedOn }
}
