import type { LabelledImages } from '../src/core/images'
import { createEngine, type Engine, type TrainingRun } from '../src/nn/index'
import type { ModelSpec } from '../src/nn/spec/model-spec'
import { presets } from '../src/nn/spec/presets'
import type { WatchedOptions } from './calls'
import { ENDLESS_EPOCHS, LEARNING_RATE, SEED } from './contender'

/** The same network with so many units in each recurrent layer. */
function withUnits(spec: ModelSpec, units: number | null): ModelSpec {
  if (units === null) return spec
  return { ...spec, layers: spec.layers.map((layer) => ('units' in layer && 'returnSequences' in layer ? { ...layer, units } : layer)) }
}

/** A run of our WebGPU engine whose memory is watched from outside, step by step. */
export class WatchedRun {
  private constructor(
    private readonly engine: Engine,
    private readonly run: TrainingRun,
  ) {}

  /** Brings up an engine and takes the first step, after which nothing new should be allocated. */
  static async begin({ preset, batch, units }: WatchedOptions, set: LabelledImages): Promise<WatchedRun> {
    const engine = await createEngine('webgpu')
    const model = await engine.createModel(withUnits(presets[preset].spec, units), { seed: SEED })
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
