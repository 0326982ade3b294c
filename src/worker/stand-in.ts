import { pixelCount, taskOf } from '../core/task'
import type { Engine, ReadingModel, Trace, TraceOptions } from '../nn/engine'
import type { Checkpoint } from '../train/checkpoint'

/**
 * Reads with a second, quickly made engine while the real one still compiles its kernels, so that the first drawing is answered at
 * once. Gone as soon as the real model has read its first picture, or before anything changes the weights.
 */
export class StandIn {
  private quick: Promise<{ readonly engine: Engine; readonly model: ReadingModel } | null>
  private isOver = false
  /** Settles when the real model has read its first picture; rejects when it cannot. */
  readonly realReads: Promise<void>

  /** @param createEngine  brings up the quick engine; when that fails, nothing stands in */
  constructor(createEngine: () => Promise<Engine>, checkpoint: Checkpoint, real: Pick<ReadingModel, 'spec' | 'trace'>) {
    this.quick = create(createEngine, checkpoint).catch(() => null)
    this.realReads = readBlank(real).finally(() => this.end())
    // Whoever brought the model up asks how it ended.
    this.realReads.catch(() => undefined)
  }

  /** The reading, or null when the real model must be asked. */
  async trace(image: Float32Array, options?: TraceOptions): Promise<Trace | null> {
    // An engine that is not there in time is not waited for.
    const quick = await Promise.race([this.quick, this.realReads.then(none, none)])
    if (this.isOver || quick === null) return null
    try {
      const trace = await quick.model.trace(image, options)
      return this.isOver ? null : trace
    } catch (error) {
      // Taken away in the middle of a reading.
      if (this.isOver) return null
      throw error
    }
  }

  end(): void {
    if (this.isOver) return
    this.isOver = true
    const { quick } = this
    this.quick = Promise.resolve(null)
    void quick.then((it) => it?.engine.dispose())
  }
}

const none = (): null => null

/** The first reading of a model: only what has read a picture is known to compute here. @throws what a reading throws */
export async function readBlank(model: Pick<ReadingModel, 'spec' | 'trace'>): Promise<void> {
  await model.trace(new Float32Array(pixelCount(taskOf(model.spec).input)))
}

async function create(createEngine: () => Promise<Engine>, { spec, parameters }: Checkpoint) {
  const engine = await createEngine()
  try {
    return { engine, model: await engine.createModel(spec, { parameters }) }
  } catch (error) {
    engine.dispose()
    throw error
  }
}
