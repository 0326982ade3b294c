import type { LabelledImages } from '../src/core/images'
import { createEngine, type Engine, type TrainingRun } from '../src/nn/index'
import { presets, type PresetName } from '../src/nn/spec/presets'
import { ENDLESS_EPOCHS, LEARNING_RATE, SEED } from './contender'

/** A run of our WebGPU engine whose memory is watched from outside, step by step. */
export class WatchedRun {
  private constructor(
    private readonly engine: Engine,
    private readonly run: TrainingRun,
  ) {}

  /** Brings up an engine and takes the first step, after which nothing new should be allocated. */
  static async begin(preset: PresetName, batch: number, set: LabelledImages): Promise<WatchedRun> {
    const engine = await createEngine('webgpu')
    const model = await engine.createModel(presets[preset].spec, { seed: SEED })
    const run = model.fit(set, {
      epochs: ENDLESS_EPOCHS,
      batchSize: batch,
      loss: { type: 'categoricalCrossentropy' },
      optimizer: { type: 'adam', learningRate: LEARNING_RATE },
      seed: SEED,
      startPaused: true,
    })
    await run.step()
    return new WatchedRun(engine, run)
  }

  /** Takes at least so many steps; a few more may be on their way when the last one is reported. @returns steps taken */
  async takeSteps(count: number): Promise<number> {
    let taken = 0
    let onEnough = () => {}
    const enough = new Promise<void>((resolve) => (onEnough = resolve))
    const unsubscribe = this.run.subscribe((event) => {
      if (event.type !== 'steps') return
      taken += event.report.losses.length
      if (taken >= count) onEnough()
    })
    this.run.resume()
    // A run that fails ends the wait, and tells why.
    await Promise.race([enough, this.run.done])
    await this.run.pause()
    unsubscribe()
    return taken
  }

  dispose(): void {
    this.engine.dispose()
  }
}
