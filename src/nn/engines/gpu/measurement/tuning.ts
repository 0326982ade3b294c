import { ShaderError } from '../../../../core/errors'
import type { Arrangement } from '../../../../gpu/arrangement'
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

/** Which arrangement of each family is the fastest here, of those that run here. Takes about a second on hardware. */
export async function measureTuning(
  gpu: Gpu,
  kernels: KernelCache,
  candidates: readonly Arrangement[],
  trials: readonly Trial[] = TRIALS,
): Promise<Tuning> {
  const best: Record<string, Arrangement> = {}
  for (const trial of trials) {
    let fastest = Infinity
    for (const arrangement of trial.family.arrangements.filter((one) => candidates.includes(one))) {
      const milliseconds = await shortestRun(gpu, kernels, trial, arrangement)
      if (milliseconds >= fastest) continue
      fastest = milliseconds
      best[trial.family.label] = arrangement
    }
  }
  return best
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
