import { ShaderError } from '../../../../core/errors'
import { ARRANGEMENTS, type Arrangement } from '../../../../gpu/arrangement'
import type { Gpu } from '../../../../gpu/device'
import type { KernelCache } from '../../../../gpu/kernel'
import { PlanBuilder } from '../../../../gpu/plan'
import type { TuningStore } from '../../../engine'
import { layerTrials } from '../../../layers/gpu-registry'
import { gemmTrials } from '../../../operations/gpu/gemm-trials'
import type { Trial } from '../../../operations/gpu/trial'

/** The arrangement of each family of kernels, by its label. */
export type Tuning = Readonly<Record<string, Arrangement>>

/** Counted up when kernels change so much that what was measured before says nothing. */
const VERSION = 1

/** Each trial is run this often after one run that does not count; what disturbs a measurement only makes it longer. */
const RUNS = 3
export const TRIALS: readonly Trial[] = [...gemmTrials, ...layerTrials]

/** What every arrangement of each family took, by the family's label. */
export type TrialTimes = Readonly<Record<string, Readonly<Partial<Record<Arrangement, number>>>>>

/** Milliseconds of one trial; Infinity for an arrangement that does not run. */
export type TimeOfTrial = (trial: Trial, arrangement: Arrangement) => Promise<number>

/** Which arrangement of each family is the fastest here, of those that run here. Takes about a second on hardware. */
export async function measureTuning(
  gpu: Gpu,
  kernels: KernelCache,
  candidates: readonly Arrangement[],
  trials: readonly Trial[] = TRIALS,
): Promise<Tuning> {
  return fastestOf(await timeTrials(candidates, trials, timeOn(gpu, kernels)))
}

/** Times every arrangement that is a candidate and that the family has. */
export async function timeTrials(candidates: readonly Arrangement[], trials: readonly Trial[], time: TimeOfTrial): Promise<TrialTimes> {
  const times: Record<string, Partial<Record<Arrangement, number>>> = {}
  for (const trial of trials) {
    const ofFamily: Partial<Record<Arrangement, number>> = {}
    for (const arrangement of trial.family.arrangements.filter((one) => candidates.includes(one))) {
      ofFamily[arrangement] = await time(trial, arrangement)
    }
    times[trial.family.label] = ofFamily
  }
  return times
}

/** The fastest arrangement of each family, the first of those that are as fast; a family of which none runs is left out. */
export function fastestOf(times: TrialTimes): Tuning {
  const best: Record<string, Arrangement> = {}
  for (const [label, ofFamily] of Object.entries(times)) {
    let fastest = Infinity
    for (const arrangement of ARRANGEMENTS) {
      const milliseconds = ofFamily[arrangement] ?? Infinity
      if (milliseconds >= fastest) continue
      fastest = milliseconds
      best[label] = arrangement
    }
  }
  return best
}

/** On this adapter, by the clock. */
export function timeOn(gpu: Gpu, kernels: KernelCache): TimeOfTrial {
  return (trial, arrangement) => shortestRun(gpu, kernels, trial, arrangement)
}

/** Milliseconds; an arrangement that does not compile here takes for ever. */
async function shortestRun(gpu: Gpu, kernels: KernelCache, trial: Trial, arrangement: Arrangement): Promise<number> {
  const builder = new PlanBuilder(gpu.arrangedAs(arrangement), kernels, `trial/${trial.family.label}`)
  trial.record(builder)
  const plan = await builder.compile().catch((error: unknown) => {
    if (error instanceof ShaderError) return null
    throw error
  })
  if (plan === null) return Infinity
  let shortest = Infinity
  try {
    for (let run = 0; run <= RUNS; run++) {
      const encoder = gpu.device.createCommandEncoder({ label: plan.label })
      plan.encode(encoder)
      const begin = performance.now()
      gpu.device.queue.submit([encoder.finish()])
      await gpu.answered(gpu.device.queue.onSubmittedWorkDone())
      if (run > 0) shortest = Math.min(shortest, performance.now() - begin)
    }
  } finally {
    plan.destroy()
  }
  return shortest
}

/**
 * Lets plans recorded from now on be arranged as was measured on this adapter: on an earlier visit, or now.
 *
 * On an emulated adapter, where the rule is known to hold and a trial would keep the first digit waiting for seconds, nothing is tried.
 */
export async function tune(gpu: Gpu, kernels: KernelCache, store: TuningStore): Promise<void> {
  if (gpu.isSoftware) return
  const key = `${VERSION} ${gpu.identity}`
  const kept = parseTuning(await store.load(key).catch(() => null), gpu)
  const tuning = kept ?? (await measureTuning(gpu, kernels, gpu.arrangements))
  for (const [label, arrangement] of Object.entries(tuning)) gpu.prefer(label, arrangement)
  // A visit without storage measures again.
  if (kept === null) await store.save(key, tuning).catch(() => undefined)
}

/** What was stored, if it names an arrangement that runs here for every family. */
export function parseTuning(stored: unknown, { arrangements }: Pick<Gpu, 'arrangements'>): Tuning | null {
  if (typeof stored !== 'object' || stored === null) return null
  const entries = new Map<string, unknown>(Object.entries(stored))
  const tuning: Record<string, Arrangement> = {}
  for (const { family } of TRIALS) {
    const arrangement = arrangements.find((one) => one === entries.get(family.label) && family.arrangements.includes(one))
    if (arrangement === undefined) return null
    tuning[family.label] = arrangement
  }
  return tuning
}
