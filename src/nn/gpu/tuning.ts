import type { Arrangement } from '../../gpu/arrangement'
import type { Gpu } from '../../gpu/device'
import type { KernelCache, KernelFamily } from '../../gpu/kernel'
import { PlanBuilder } from '../../gpu/plan'
import type { TuningStore } from '../engine'
import { gruBackward, gruForward } from '../layers/gru/gpu'
import { lstmBackward, lstmForward } from '../layers/lstm/gpu'
import type { StepFamily } from '../layers/recurrent/step'
import { rnnBackward, rnnForward } from '../layers/rnn/gpu'
import { gemmNn, gemmNt, gemmTn } from './gemm-kernels'
import { FLOAT_BYTES } from './tensor'

/** The arrangement of each family of kernels, by its label. */
export type Tuning = Readonly<Record<string, Arrangement>>

/** Counted up when kernels change so much that what was measured before says nothing. */
const VERSION = 1

/** A layer of the `keras` preset at batch 64: what a page like this computes all day. */
const B = 64
const T = 26
const H = 128
const ROWS = T * B
const COLUMNS = 4 * H
/** Enough for every tensor of the trials. */
const BYTES = (T + 1) * B * COLUMNS * FLOAT_BYTES

/** Each trial is run this often after one run that does not count; what disturbs a measurement only makes it longer. */
const RUNS = 3
/** Times a product is repeated in one run, so that a clock of 0.1 ms tells it from others. */
const REPEATS = 8

/** Some work of one family. */
export interface Trial {
  readonly family: Pick<KernelFamily, 'label' | 'arrangements'>
  record(plan: PlanBuilder): void
}

function productTrial<U extends Record<string, 'u32' | 'f32'>>(
  family: KernelFamily<Readonly<Record<string, 'read' | 'write'>>, U>,
  uniforms: { readonly [Name in keyof U]: number },
): Trial {
  return {
    family,
    record(plan) {
      const buffers = buffersOf(family, plan)
      for (let repeat = 0; repeat < REPEATS; repeat++) plan.dispatch(family, buffers, uniforms)
    },
  }
}

function stepTrial<U extends Record<string, 'u32' | 'f32'>>(
  family: StepFamily<Readonly<Record<string, 'read' | 'write'>>, U>,
  stepAt: (t: number) => { readonly [Name in keyof U]: number },
): Trial {
  return {
    family,
    record(plan) {
      family.record(
        plan,
        buffersOf(family, plan),
        Array.from({ length: T }, (_, t) => stepAt(t)),
      )
    },
  }
}

function buffersOf({ kernels }: KernelFamily, plan: PlanBuilder) {
  const names = Object.keys(kernels[0]?.bindings ?? {})
  return Object.fromEntries(names.map((name) => [name, plan.arena.allocate(`trial/${name}`, BYTES)]))
}

const forward = (t: number) => ({ B, H, t, before: t, after: t + 1, is_first: Number(t === 0), count: 1 })
const backward = (steps: number) => {
  const t = T - 1 - steps
  const isLast = Number(steps === 0)
  return {
    B,
    H,
    t,
    before: t,
    after: t + 1,
    count: 1,
    later: isLast ? t : t + 1,
    is_last: isLast,
    has_output: 1,
    output_row: t * B,
    all_outputs: 1,
  }
}

export const TRIALS: readonly Trial[] = [
  productTrial(gemmNn, { M: ROWS, K: H / 4, N: COLUMNS / 4, first: 0, relu: 0 }),
  productTrial(gemmNt, { M: ROWS, K: H / 4, N: COLUMNS / 4 }),
  productTrial(gemmTn, { M: ROWS, K: H / 4, N: COLUMNS / 4, first: 0, d_first: 0, sums: 1 }),
  ...[lstmForward, gruForward, rnnForward].map(({ plain }) => stepTrial(plain, forward)),
  ...[lstmBackward, gruBackward, rnnBackward].map(({ plain }) => stepTrial(plain, backward)),
]

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

async function shortestRun(gpu: Gpu, kernels: KernelCache, trial: Trial, arrangement: Arrangement): Promise<number> {
  const builder = new PlanBuilder(gpu.arrangedAs(arrangement), kernels, `trial/${trial.family.label}`)
  trial.record(builder)
  const plan = await builder.compile()
  let shortest = Infinity
  try {
    for (let run = 0; run <= RUNS; run++) {
      const encoder = gpu.device.createCommandEncoder({ label: plan.label })
      plan.encode(encoder)
      const begin = performance.now()
      gpu.device.queue.submit([encoder.finish()])
      await gpu.device.queue.onSubmittedWorkDone()
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
 * Where the rule is known to hold, on the software adapter that this project is measured on, nothing is tried.
 */
export async function tune(gpu: Gpu, kernels: KernelCache, store: TuningStore): Promise<void> {
  if (/swiftshader/i.test(gpu.adapter)) return
  const key = `${VERSION} ${gpu.adapter}`
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
