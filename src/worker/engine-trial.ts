import type { Engine } from '../nn/engine'
import { engineKindNames, engineKinds, forEveryKind, type EngineKind } from '../nn/engine-kinds'
import { defaultPreset } from '../nn/spec/presets'
import type { EngineSpeeds } from './protocol'
import type { HostServices } from './services'
import { timeStep } from './step-time'

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
  const { spec, training } = defaultPreset
  return (1000 * training.batchSize) / (await timeStep(engine, spec, training, now))
}
