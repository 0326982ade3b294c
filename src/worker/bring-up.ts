import type { Engine, EngineKind, Model } from '../nn/engine'
import { engineKinds } from '../nn/engine-kinds'
import type { Checkpoint } from '../train/checkpoint'
import { toErrorData } from './error-data'
import type { EngineReason } from './protocol'

/** An engine with a model on it. */
export interface BroughtUp {
  readonly engine: Engine
  readonly model: Model
  /** Why it is this engine. */
  readonly reason: EngineReason
  /** What the model was made from. */
  readonly good: Checkpoint
}

export interface BringUpOptions {
  /** At least one, the best first. */
  readonly kinds: readonly EngineKind[]
  /** The model's file may come while the device wakes up. */
  readonly checkpoint: Promise<Checkpoint>
  /** Why the first kind is the best. */
  readonly reason: EngineReason
  readonly createEngine: (kind: EngineKind) => Promise<Engine>
  /** What a model on hardware must be able to do: shaders may fail where the device did not. */
  readonly tryOut?: (model: Model) => Promise<void>
}

/** The first engine that comes up and takes the model. @throws what the last one failed of */
export async function bringUp({ kinds, checkpoint, reason: best, createEngine, tryOut }: BringUpOptions): Promise<BroughtUp> {
  let reason = best
  for (const [index, kind] of kinds.entries()) {
    let engine: Engine | null = null
    try {
      engine = await createEngine(kind)
      const good = await checkpoint
      const model = await engine.createModel(good.spec, { parameters: good.parameters })
      if (engineKinds[kind].isHardware) await tryOut?.(model)
      return { engine, model, reason, good }
    } catch (error) {
      engine?.dispose()
      if (index === kinds.length - 1) throw error
      reason = { kind: 'failed', error: toErrorData(error) }
    }
  }
  throw new RangeError('no engine kind to try')
}
