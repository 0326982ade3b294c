import type { LabelledImages } from '../core/images'
import { Random, Stream } from '../core/random'
import { pixelCount, taskOf, type Task } from '../core/task'
import type { Engine } from '../nn/engine'
import { engineKindNames, engineKinds, forEveryKind, type EngineKind } from '../nn/engine-kinds'
import { defaultPreset } from '../nn/spec/presets'
import { TRAINING_LOSS } from '../train/loop'
import type { EngineSpeeds } from './protocol'
import type { HostServices } from './services'

const BATCH = 64
/** Steps in which kernels are compiled and memory is laid out. */
const WARM_UP = 2
/** Steps that are timed; the fastest counts, since everything else on the machine can only slow a step down. */
const STEPS = 4

/**
 * Trains the first preset for a moment on every engine.
 *
 * @throws EngineUnavailableError where one of them cannot run
 */
export async function measureEngines({ createEngine, now }: Pick<HostServices, 'createEngine' | 'now'>): Promise<EngineSpeeds> {
  const engines: Engine[] = []
  try {
    // All of them first: where one cannot run, nothing is measured in vain.
    for (const kind of engineKindNames) engines.push(await createEngine(kind))
    const speeds = new Map<EngineKind, number>()
    for (const engine of engines) speeds.set(engine.info.kind, await measureSpeed(engine, now))
    const adapter = engines.find(({ info }) => engineKinds[info.kind].isHardware)?.info.adapter ?? ''
    return { adapter, ...forEveryKind((kind) => speeds.get(kind) ?? Number.NaN) }
  } finally {
    for (const engine of engines) engine.dispose()
  }
}

/** Training images per second. */
async function measureSpeed(engine: Engine, now: () => number): Promise<number> {
  const model = await engine.createModel(defaultPreset.spec, { seed: 1 })
  const run = model.fit(noise(taskOf(defaultPreset.spec), BATCH * (WARM_UP + STEPS)), {
    epochs: 1,
    batchSize: BATCH,
    loss: TRAINING_LOSS,
    optimizer: { type: 'adam', learningRate: 1e-3 },
    seed: 1,
    startPaused: true,
  })
  let fastest = Infinity
  for (let step = 0; step < WARM_UP + STEPS; step++) {
    const begin = now()
    await run.step()
    if (step >= WARM_UP) fastest = Math.min(fastest, now() - begin)
  }
  await run.stop()
  model.dispose()
  return (1000 * BATCH) / fastest
}

/** Speed does not depend on what the pictures show. */
function noise(task: Task, count: number): LabelledImages {
  const random = new Random(1, Stream.sample)
  return {
    name: 'noise',
    task,
    images: Uint8Array.from({ length: count * pixelCount(task.input) }, () => random.integer(256)),
    labels: Uint8Array.from({ length: count }, () => random.integer(task.classes.length)),
  }
}
