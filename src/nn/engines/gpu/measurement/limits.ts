import { ceilDiv } from '../../../../core/tensor'
import { canTime, durations, PassTimer } from '../../../../gpu/pass-timer'
import type { Gpu } from '../../../../gpu/device'
import { defineKernel, type KernelCache } from '../../../../gpu/kernel'
import { PlanBuilder, type Plan } from '../../../../gpu/plan'
import copyWgsl from '../../../../../shaders/limits/copy.wgsl?raw'
import multiplyAddWgsl from '../../../../../shaders/limits/multiply_add.wgsl?raw'
import { ProfileUnavailableError, type AdapterLimits } from '../../../profile'

/** Of one thread in one turn. */
const OPERATIONS = 256

export const multiplyAdd = defineKernel({
  label: 'limits/multiply_add',
  wgsl: multiplyAddWgsl,
  bindings: { sink: 'write' },
  uniforms: { threads: 'u32', turns: 'u32', a: 'f32', b: 'f32' },
  overrides: { WORKGROUP_SIZE: 256 },
  software: { WORKGROUP_SIZE: 64 },
  workgroups: ({ threads }, { WORKGROUP_SIZE }) => [ceilDiv(threads, WORKGROUP_SIZE), 1, 1],
  cost: ({ threads, turns }) => ({ flops: OPERATIONS * turns * threads, bytes: 16 * threads }),
})

export const copy = defineKernel({
  label: 'limits/copy',
  wgsl: copyWgsl,
  bindings: { source: 'read', copied: 'write' },
  uniforms: { threads: 'u32' },
  overrides: { WORKGROUP_SIZE: 256 },
  workgroups: ({ threads }, { WORKGROUP_SIZE }) => [ceilDiv(threads, WORKGROUP_SIZE), 1, 1],
  cost: ({ threads }) => ({ flops: 0, bytes: 2 * 4 * 16 * threads }),
})

/** Enough to keep the largest GPU busy; an adapter on the CPU needs a few for each core. */
const THREADS = { hardware: 1 << 20, software: 1 << 13 } as const
/** Larger than any cache that a page could mistake for memory, small enough to be had everywhere. */
const COPIED_BYTES = 64 * 2 ** 20
/** A measurement this long is told well by a clock of 0.1 ms. */
const LONG_ENOUGH = 10e6
/** A GPU that has done this much within no time has no clock. */
const MOST = 4 ** 6
const ATTEMPTS = 4

const measured = new WeakMap<Gpu, Promise<AdapterLimits>>()

/**
 * What the adapter can do at most: multiplications and additions in registers, bytes read and written. Measured when it is first asked for,
 * within a fraction of a second, and remembered as long as the device lives.
 *
 * @throws ProfileUnavailableError without timestamp queries
 */
export function adapterLimits(gpu: Gpu, kernels: KernelCache): Promise<AdapterLimits> {
  let limits = measured.get(gpu)
  if (limits === undefined) {
    limits = measure(gpu, kernels)
    measured.set(gpu, limits)
    limits.catch(() => measured.delete(gpu))
  }
  return limits
}

async function measure(gpu: Gpu, kernels: KernelCache): Promise<AdapterLimits> {
  if (!canTime(gpu)) throw new ProfileUnavailableError({ reason: 'noTimestamps' })
  const timer = new PassTimer(gpu, 1)
  const threads = gpu.isSoftware ? THREADS.software : THREADS.hardware
  try {
    return {
      gigaflops: await rate({ gpu, kernels, timer }, 64 * OPERATIONS * threads, (plan, amount) => {
        const turns = 64 * amount
        plan.dispatch(multiplyAdd, { sink: plan.arena.allocate('sink', 16 * threads) }, { threads, turns, a: 0.999, b: 1e-3 })
      }),
      gigabytes: await rate({ gpu, kernels, timer }, 2 * COPIED_BYTES, (plan, amount) => {
        const buffers = { source: plan.arena.allocate('source', COPIED_BYTES), copied: plan.arena.allocate('copied', COPIED_BYTES) }
        for (let time = 0; time < amount; time++) plan.dispatch(copy, buffers, { threads: COPIED_BYTES / 64 })
      }),
    }
  } finally {
    timer.destroy()
  }
}

interface Bench {
  readonly gpu: Gpu
  readonly kernels: KernelCache
  readonly timer: PassTimer
}

/**
 * Billions per second of what a piece of work does: more and more of it until the clock tells its time well.
 *
 * @param unit    how much of it an amount of 1 does
 * @param record  records the work, `amount` times as much
 */
async function rate(bench: Bench, unit: number, record: (plan: PlanBuilder, amount: number) => void): Promise<number> {
  for (let amount = 1; amount <= MOST; amount *= 4) {
    const builder = new PlanBuilder(bench.gpu, bench.kernels, 'limits')
    record(builder, amount)
    const plan = await builder.compile()
    const nanoseconds = await shortest(bench, plan)
    plan.destroy()
    if (nanoseconds >= LONG_ENOUGH) return (amount * unit) / nanoseconds
  }
  throw new ProfileUnavailableError({ reason: 'stoppedClock' })
}

/** Nanoseconds of the shortest of a few runs after one that does not count; what disturbs a measurement only makes it longer. */
async function shortest({ gpu, timer }: Bench, plan: Plan): Promise<number> {
  let best = Infinity
  for (let attempt = 0; attempt <= ATTEMPTS; attempt++) {
    const encoder = gpu.device.createCommandEncoder({ label: 'limits' })
    plan.encode(encoder, undefined, undefined, timer.span(0))
    const arriving = timer.collect(encoder)
    gpu.device.queue.submit([encoder.finish()])
    const [nanoseconds = 0] = durations(await arriving())
    if (attempt > 0) best = Math.min(best, nanoseconds)
  }
  return best
}
