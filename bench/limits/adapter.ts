import { Arena } from '../../src/gpu/arena'
import { ReadbackRing } from '../../src/gpu/readback'
import { bestRate, medianWithin } from '../measure'
import { arithmetic, BYTES_PER_THREAD, nothing, OPERATIONS_PER_ROUND, read, write } from './kernels'
import type { Probe } from './probe'

/** What the adapter can do at most, whatever runs on it. */
export interface AdapterLimits {
  readonly adapter: string
  /** 10⁹ multiplications and additions a second in registers. */
  readonly arithmetic: number
  /** 10⁹ bytes a second from and to a buffer that is larger than caches. */
  readonly read: number
  readonly write: number
  /** Microseconds of one more dispatch in a pass, one more pass in a command buffer, and one more submit. */
  readonly dispatch: number
  readonly pass: number
  readonly submit: number
  /** Milliseconds until a value that the GPU holds has come back. */
  readonly readback: number
}

/** Larger than the caches of GPUs; on an adapter emulated on the CPU the way to memory is far from what limits. */
const HARDWARE_BUFFER = 2 ** 28
const SOFTWARE_BUFFER = 2 ** 25
const REPEATS = 3
/** How many of a small thing make it measurable. */
const MANY = 200

/** @param shortest  milliseconds that a measurement of a rate must last */
export async function measureAdapter(probe: Probe, shortest: number): Promise<AdapterLimits> {
  const threads = probe.gpu.isSoftware ? 2 ** 12 : 2 ** 18
  const rounds = await bestRate(shortest, REPEATS, (size) => timeArithmetic(probe, threads, size))
  const largest = 2 ** Math.floor(Math.log2(probe.gpu.device.limits.maxStorageBufferBindingSize))
  const bytes = Math.min(largest, probe.gpu.isSoftware ? SOFTWARE_BUFFER : HARDWARE_BUFFER)
  return {
    adapter: probe.gpu.adapter,
    arithmetic: (rounds * threads * OPERATIONS_PER_ROUND) / 1e9,
    read: (bytes * (await bestRate(shortest, REPEATS, (times) => timeReads(probe, bytes, times)))) / 1e9,
    write: (bytes * (await bestRate(shortest, REPEATS, (times) => timeWrites(probe, bytes, times)))) / 1e9,
    ...(await measureOverheads(probe)),
    readback: await timeReadback(probe, shortest),
  }
}

function timeArithmetic(probe: Probe, threads: number, rounds: number): Promise<number> {
  return probe.timePlan('arithmetic', (plan) => {
    // Values come to rest at 1: no overflow, no denormal numbers.
    const factors = plan.constant('factors', Float32Array.of(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5))
    const out = plan.arena.allocate('out', threads * 16)
    plan.dispatch(arithmetic, { factors, out }, { rounds, threads })
  })
}

function timeReads(probe: Probe, bytes: number, times: number): Promise<number> {
  return probe.timePlan('read', (plan) => {
    const data = plan.arena.allocate('data', bytes)
    const out = plan.arena.allocate('out', 16)
    for (let time = 0; time < times; time++) plan.dispatch(read, { data, out }, { threads: bytes / BYTES_PER_THREAD })
  })
}

function timeWrites(probe: Probe, bytes: number, times: number): Promise<number> {
  return probe.timePlan('write', (plan) => {
    const data = plan.arena.allocate('data', bytes)
    for (let time = 0; time < times; time++) plan.dispatch(write, { data }, { threads: bytes / BYTES_PER_THREAD })
  })
}

/** Each against the same dispatches with one thing less of its kind. */
async function measureOverheads(probe: Probe): Promise<Pick<AdapterLimits, 'dispatch' | 'pass' | 'submit'>> {
  const one = await nothings(probe, 1)
  const many = await nothings(probe, MANY + 1)
  const ones = Array.from({ length: MANY + 1 }, () => one)
  const fastest = async (work: () => Promise<number>): Promise<number> => {
    let best = await work()
    for (let repeat = 1; repeat < 2 * REPEATS; repeat++) best = Math.min(best, await work())
    return best
  }
  const single = await fastest(() => probe.time([one]))
  const together = await fastest(() => probe.time([many]))
  const passes = await fastest(() => probe.time(ones))
  const submits = await fastest(() => probe.time(ones, false))
  one.destroy()
  many.destroy()
  const microseconds = (more: number, less: number) => Math.max(0, (1000 * (more - less)) / MANY)
  return { dispatch: microseconds(together, single), pass: microseconds(passes, together), submit: microseconds(submits, passes) }
}

function nothings(probe: Probe, count: number) {
  return probe.plan('nothing', (plan) => {
    const out = plan.arena.allocate('out', 16)
    for (let value = 0; value < count; value++) plan.dispatch(nothing, { out }, { value })
  })
}

async function timeReadback(probe: Probe, box: number): Promise<number> {
  const { gpu } = probe
  const ring = new ReadbackRing(gpu, 'limits', 16)
  const arena = new Arena(gpu)
  const value = arena.allocate('value', 16)
  const milliseconds = await medianWithin(box, async () => {
    const encoder = gpu.device.createCommandEncoder()
    const readback = ring.copy(encoder, [value])
    gpu.device.queue.submit([encoder.finish()])
    await readback.read()
  })
  ring.destroy()
  arena.destroy()
  return milliseconds
}
