import type { StoredFormat } from '../../src/core/stored-format'
import { requestGpu } from '../../src/gpu/device'
import { ARRANGEMENTS, KernelCache, type Arrangement } from '../../src/gpu/kernel'
import { createCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { createGpuEngine } from '../../src/nn/engines/gpu/gpu-engine'
import { fastestOf, timeOn, timeTrials, TRIALS } from '../../src/nn/engines/gpu/measurement/tuning'
import type { Engine } from '../../src/nn/index'
import { presets, type PresetName } from '../../src/nn/spec/presets'
import { IMAGE_PIXELS } from '../../src/testing/digits'
import { expectClose, tolerances, type Tolerance } from '../../src/testing/tolerance'
import { SEED } from '../contender'
import type { TrainingDigits } from '../digits'

/** What an adapter makes of every arrangement of the kernels: how fast each is, and whether its results are right. */

export interface TriedFamily {
  /** `gemm/nn` */
  readonly family: string
  /** Milliseconds by arrangement; null for one that does not run here. */
  readonly milliseconds: Readonly<Partial<Record<Arrangement, number | null>>>
  /** What the engine takes; null where none runs. */
  readonly fastest: Arrangement | null
}

/** Families whose trial tells whether the whole would run. */
const FEW: readonly string[] = ['gemm/nn', 'lstm/forward_step']

/** The trial that the engine makes when it meets an adapter. */
export async function tryArrangements(isQuick: boolean): Promise<TriedFamily[]> {
  const trials = isQuick ? TRIALS.filter(({ family }) => FEW.includes(family.label)) : TRIALS
  const gpu = await requestGpu()
  try {
    const times = await timeTrials(gpu.arrangements, trials, timeOn(gpu, new KernelCache(gpu)))
    const fastest = fastestOf(times)
    return Object.entries(times).map(([family, ofFamily]) => ({
      family,
      milliseconds: Object.fromEntries(Object.entries(ofFamily).map(([name, time]) => [name, Number.isFinite(time) ? time : null])),
      fastest: fastest[family] ?? null,
    }))
  } finally {
    gpu.destroy()
  }
}

/** Networks, each stored in each of these ways. */
export interface CheckedNetworks {
  readonly names: readonly PresetName[]
  readonly formats: readonly StoredFormat[]
}

export interface CheckedArrangement {
  readonly arrangement: Arrangement
  readonly format: StoredFormat
  readonly preset: PresetName
  /** Why it is not: the worst value. Null where all is right. */
  readonly wrong: string | null
}

/** Two sizes that no tile divides, and one that all do. */
const BATCHES = [1, 7, 64] as const

/** Predictions, loss and all gradients of networks of every kind, in each arrangement that runs here, against the float64 engine. */
export async function checkArrangements({ names, formats }: CheckedNetworks, digits: TrainingDigits): Promise<CheckedArrangement[]> {
  const float64 = await createCpuEngine({ precision: 'float64' })
  const found: CheckedArrangement[] = []
  try {
    const { arrangements } = await probe()
    for (const arrangement of ARRANGEMENTS.filter((one) => arrangements.includes(one))) {
      for (const format of formats) {
        const engine = await createGpuEngine(arrangement, null, format)
        const check = { engine, float64, digits, tolerance: format === 'float16' ? tolerances.halfKinked : tolerances.float32Model }
        try {
          for (const preset of names) found.push({ arrangement, format, preset, wrong: await difference(check, preset) })
        } finally {
          engine.dispose()
        }
      }
    }
  } finally {
    float64.dispose()
  }
  return found
}

async function probe(): Promise<{ readonly arrangements: readonly Arrangement[] }> {
  const gpu = await requestGpu()
  gpu.destroy()
  return { arrangements: gpu.arrangements }
}

interface Check {
  readonly engine: Engine
  readonly float64: Engine
  readonly digits: TrainingDigits
  readonly tolerance: Tolerance
}

async function difference({ engine, float64, digits, tolerance }: Check, preset: PresetName): Promise<string | null> {
  const { spec } = presets[preset]
  const model = await engine.createModel(spec, { seed: SEED })
  const right = await float64.createModel(spec, { seed: SEED })
  try {
    for (const batch of BATCHES) {
      const { images, labels } = digits.batchOf(batch)
      const some = images.subarray(0, batch * IMAGE_PIXELS)
      expectClose(await model.predict(some), await right.predict(some), tolerance, `${batch} predictions`)
      const loss = { type: 'categoricalCrossentropy' } as const
      const [ours, theirs] = [
        await model.lossAndGradients(some, labels.subarray(0, batch), loss),
        await right.lossAndGradients(some, labels.subarray(0, batch), loss),
      ]
      expectClose([ours.loss], [theirs.loss], tolerance, `loss at batch ${batch}`)
      for (const [name, { data }] of theirs.gradients) {
        expectClose(ours.gradients.get(name)?.data ?? [], data, tolerance, `gradient of ${name} at batch ${batch}`)
      }
    }
    return null
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause)
  } finally {
    model.dispose()
    right.dispose()
  }
}
