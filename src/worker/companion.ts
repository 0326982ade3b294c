import { serialQueue } from '../core/serial-queue'
import type { Engine, Model, ReadingModel, Trace, TraceOptions } from '../nn/engine'
import { isSameBuild } from '../nn/spec/same-build'
import type { Checkpoint } from '../train/checkpoint'

/**
 * A second model, which computes beside the page's own. It computes on an engine of its own, so that neither a lost device nor a training has
 * anything to do with it.
 */
export class Companion {
  private readonly inTurn = serialQueue()
  /** Readings that are going on. */
  private readonly readings = new Set<Promise<unknown>>()
  private there: { readonly engine: Engine; readonly model: Model } | null = null

  /** @param createEngine  brings up an engine for this model alone */
  constructor(private readonly createEngine: () => Promise<Engine>) {}

  /** Brings up this model in place of the one before, which stays where this throws; weights of the same network go to the engine that is there. */
  load({ spec, parameters }: Pick<Checkpoint, 'spec' | 'parameters'>): Promise<void> {
    return this.alone(async () => {
      if (this.there !== null && isSameBuild(this.there.model.spec, spec)) return this.there.model.setParameters(parameters)
      const engine = await this.createEngine()
      try {
        const model = await engine.createModel(spec, { parameters })
        this.there?.engine.dispose()
        this.there = { engine, model }
      } catch (error) {
        engine.dispose()
        throw error
      }
    })
  }

  /** Its reading of a picture; null while there is no such model. */
  trace(image: Float32Array, options?: TraceOptions): Promise<Trace | null> {
    return this.read((model) => model.trace(image, options))
  }

  /** Reads with the model, beside other readings: that of the pad does not wait until a whole set is answered. Null while there is no model. */
  async read<T>(work: (model: ReadingModel) => Promise<T>): Promise<T | null> {
    const begun = await this.inTurn(async () => {
      if (this.there === null) return null
      const result = work(this.there.model)
      const forget = (): void => void this.readings.delete(over)
      const over: Promise<void> = result.then(forget, forget)
      this.readings.add(over)
      return { result }
    })
    return begun === null ? null : begun.result
  }

  /** Does something with the model that nothing else may come between; null while there is none. */
  use<T>(work: (model: Model) => Promise<T>): Promise<T | null> {
    return this.alone(async () => (this.there === null ? null : work(this.there.model)))
  }

  /** Frees model and engine, once what was asked before is done. */
  close(): Promise<void> {
    return this.alone(async () => {
      this.there?.engine.dispose()
      this.there = null
    })
  }

  private alone<T>(work: () => Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      await Promise.all(this.readings)
      return work()
    })
  }
}
