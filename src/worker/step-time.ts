import type { LabelledImages } from '../core/images'
import { Random, Stream } from '../core/random'
import { pixelCount, taskOf, type Task } from '../core/task'
import type { Engine } from '../nn/engine'
import type { ModelSpec } from '../nn/spec/model-spec'
import type { RunSettings } from '../nn/spec/training'

/** Steps in which kernels are compiled and memory is laid out. */
const WARM_UP = 2
/** Steps that are timed; the fastest counts, since everything else on the machine can only slow a step down. */
const STEPS = 4
/** No step is begun when this much has passed: of a network that takes seconds, one tells enough. */
const LONGEST_MS = 4000
/** A clock that stands still ends no measurement. */
const MOST_PREDICTIONS = 10_000

/**
 * What a training step takes on an engine, in milliseconds, on pictures of noise: speed does not depend on what they show.
 *
 * @throws SpecError for a batch that the engine cannot hold; what its engine throws
 */
export async function timeStep(
  engine: Engine,
  spec: ModelSpec,
  settings: Omit<RunSettings, 'epochs' | 'validation' | 'seed'>,
  now: () => number,
): Promise<number> {
  const model = await engine.createModel(spec, { seed: 1 })
  try {
    const pictures = noise(taskOf(spec), settings.batchSize * (WARM_UP + STEPS))
    const run = model.fit(pictures, { ...settings, epochs: 1, seed: 1, startPaused: true })
    const began = now()
    let fastest = Infinity
    for (let step = 0; step < WARM_UP + STEPS && (step === 0 || now() - began < LONGEST_MS); step++) {
      const begin = now()
      await run.step()
      // A first step that took all the time is better than none.
      if (step >= WARM_UP || now() - began >= LONGEST_MS) fastest = Math.min(fastest, now() - begin)
    }
    await run.stop()
    return fastest
  } finally {
    model.dispose()
  }
}

/** Milliseconds for which predictions are timed. */
const PREDICTING_MS = 300

/** What a prediction of so many pictures takes, in milliseconds: the mean of all that fit into a moment, for some clocks are coarse. */
export async function timePredictions(engine: Engine, spec: ModelSpec, count: number, now: () => number): Promise<number> {
  const model = await engine.createModel(spec, { seed: 1, maxBatch: count })
  try {
    const pictures = Float32Array.from(noise(taskOf(spec), count).images, (grey) => grey / 255)
    await model.predict(pictures)
    const began = now()
    let runs = 0
    let passed = 0
    do {
      await model.predict(pictures)
      runs++
      passed = now() - began
    } while (passed < PREDICTING_MS && runs < MOST_PREDICTIONS)
    return passed / runs
  } finally {
    model.dispose()
  }
}

function noise(task: Task, count: number): LabelledImages {
  const random = new Random(1, Stream.sample)
  return {
    name: 'noise',
    task,
    images: Uint8Array.from({ length: count * pixelCount(task.input) }, () => random.integer(256)),
    labels: Uint8Array.from({ length: count }, () => random.integer(task.classes.length)),
  }
}
