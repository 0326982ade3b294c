import { createEngine, type Engine, type EngineKind, type EngineOptions, type Model, type TrainingRun } from '../../src/nn/index'
// Loaded before the clock starts, as every other library is.
import '../../src/nn/engines/cpu/cpu-engine'
import '../../src/nn/engines/gpu/gpu-engine'
import { MANY } from '../calls'
import { ADAM, ENDLESS_EPOCHS, FIRST_VISIT, LEARNING_RATE, SEED, SPEC, type Contender, type Work } from '../contender'

/** This project's engines behind their public face, training as the page does: a run that goes on by itself until it is paused. */
export class Gatelight implements Contender {
  private engine!: Engine
  private model!: Model
  private run!: TrainingRun
  private work!: Work
  private losses: number[] = []

  constructor(private readonly create: () => Promise<Engine>) {}

  async prepare(work: Work): Promise<void> {
    this.work = work
    this.engine = await this.create()
    // The same seed draws the work's parameters.
    this.model = await this.engine.createModel(SPEC, { seed: SEED, maxBatch: Math.max(MANY, work.digits.batch) })
    this.run = this.model.fit(work.digits.set, {
      epochs: ENDLESS_EPOCHS,
      batchSize: work.digits.batch,
      loss: { type: 'categoricalCrossentropy' },
      optimizer: { type: 'adam', learningRate: LEARNING_RATE, ...ADAM },
      seed: SEED,
      startPaused: true,
    })
    this.run.subscribe((event) => {
      if (event.type === 'steps') this.losses.push(...event.report.losses)
    })
  }

  async train(until: number): Promise<number[]> {
    this.losses = []
    const remaining = until - performance.now()
    if (remaining <= 0) await this.run.step()
    else {
      this.run.resume()
      // A run that fails ends the wait.
      await Promise.race([new Promise((resolve) => setTimeout(resolve, remaining)), this.run.done])
      await this.run.pause()
    }
    return this.losses
  }

  predict(images: Float32Array): Promise<Float32Array> {
    return this.model.predict(images)
  }

  trace(image: Float32Array): Promise<unknown> {
    return this.model.trace(image)
  }

  restore(): Promise<void> {
    return this.model.setParameters(this.work.parameters)
  }

  dispose(): void {
    this.engine.dispose()
  }

  describe(): string {
    const { adapter, features } = this.engine.info
    return [adapter, ...features].join(', ')
  }
}

/** @param options  of the engine; what is left out, it chooses by itself */
export function createGatelight(kind: EngineKind, options: Pick<EngineOptions, 'threads' | 'format'> = {}): Contender {
  return new Gatelight(() => createEngine(kind, { ...options, tuning: FIRST_VISIT }))
}
