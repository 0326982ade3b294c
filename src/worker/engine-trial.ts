import type { Engine } from '../nn/engine'
import { engineKindNames, engineKinds, forEveryKind } from '../nn/engine-kinds'
import { defaultPreset } from '../nn/spec/presets'
import type { HostServices } from './services'
import { timePredictions, timeStep } from './step-time'
import type { EngineFigures, MachineFigures } from './values/engines'

/** Pictures of a large prediction. */
const MANY = 256
/** Sizes of batches that keep a GPU busy, besides the usual one; what computes on the CPU gains nothing by them and takes long. */
const LARGE_BATCHES = [256, 1024] as const

/**
 * Trains the first preset for a moment on every engine, and has it read pictures.
 *
 * @throws EngineUnavailableError where one of them cannot run
 */
export async function measureEngines({ createEngine, now }: Pick<HostServices, 'createEngine' | 'now'>): Promise<MachineFigures> {
  const created: Engine[] = []
  try {
    // All of them first: where one cannot run, nothing is measured in vain.
    for (const kind of engineKindNames) created.push(await createEngine(kind))
    const engines: EngineFigures[] = []
    for (const engine of created) engines.push(await measureEngine(engine, now))
    const adapter = engines.find(({ kind }) => engineKinds[kind].isHardware)?.adapter ?? ''
    return { speeds: { adapter, ...forEveryKind((kind) => speedOf(engines.find((one) => one.kind === kind))) }, engines }
  } finally {
    for (const engine of created) engine.dispose()
  }
}

/** Images per second at the usual batch, the first that is measured. */
function speedOf(figures: EngineFigures | undefined): number {
  return figures?.training[0]?.imagesPerSecond ?? Number.NaN
}

async function measureEngine(engine: Engine, now: () => number): Promise<EngineFigures> {
  const { spec, training } = defaultPreset
  const { kind, adapter, isSoftware, features, cpu } = engine.info
  const isGpu = engineKinds[kind].isHardware && !isSoftware
  const rates: EngineFigures['training'][number][] = []
  for (const batch of [training.batchSize, ...(isGpu ? LARGE_BATCHES : [])]) {
    const step = await timeStep(engine, spec, { ...training, batchSize: batch }, now)
    rates.push({ batch, imagesPerSecond: (1000 * batch) / step })
  }
  return {
    kind,
    adapter,
    isSoftware,
    features,
    threads: cpu?.threads ?? null,
    training: rates,
    reading: await timePredictions(engine, spec, 1, now),
    manyPerSecond: (1000 * MANY) / (await timePredictions(engine, spec, MANY, now)),
  }
}
