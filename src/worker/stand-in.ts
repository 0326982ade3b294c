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
  /** Settles when the real model has read its first picture, or cannot. */
  readonly realReads: Promise<void>

  /** @param createEngine  brings up the quick engine; when that fails, nothing stands in */
  constructor(createEngine: () => Promise<Engine>, checkpoint: Checkpoint, real: Pick<ReadingModel, 'spec' | 'trace'>) {
    this.quick = create(createEngine, checkpoint).catch(() => null)
    // Whether it reads or fails: from then on the real model answers for itself.
    this.realReads = real.trace(new Float32Array(pixelCount(taskOf(real.spec).input))).then(
      () => this.end(),
      () => this.end(),
    )
  }

  /** The reading, or null when the real model must be asked. */
  async trace(image: Float32Array, options?: TraceOptions): Promise<Trace | null> {
    const quick = await this.quick
    if (this.isOver || quick === null) return null
    const trace = await quick.model.trace(image, options)
    return this.isOver ? null : trace
  }

  end(): void {
    if (this.isOver) return
    this.isOver = true
    const { quick } = this
    this.quick = Promise.resolve(null)
    void quick.then((it) => it?.engine.dispose())
  }
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
