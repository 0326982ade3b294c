import type { Calls } from './calls'
import { BATCH, SEED } from './contender'
import { TrainingDigits } from './digits'
import { ContenderDriver, fetchDigits } from './driver'
import { findAdapter } from './found-adapter'
import { countGpuCalls, type GpuCounter } from './gpu-counter'
import { measureAdapter } from './limits/adapter'
import { BareList } from './limits/bare-list'
import { measureCoreLimits } from './limits/cores'
import { measureCpu } from './limits/cpu'
import { Probe } from './limits/probe'
import { WatchedRun } from './memory'

let counter: GpuCounter | null = null

/** What a thread of the benchmark answers. */
export function answer(): Calls {
  // Before any device is made, and once for all who share the thread.
  const counting = (counter ??= countGpuCalls())
  const driver = new ContenderDriver(counting)
  let probe: Promise<Probe> | null = null
  const probing = () => (probe ??= Probe.open())
  const lists = new Map<number, BareList>()
  let run: WatchedRun | null = null
  return {
    start: (name, batch) => driver.start(name, batch),
    turn: (times) => driver.turn(times),
    untrained: () => driver.untrained(),
    gpuMemory: () => counting.memory(),
    adapterLimits: async (shortest) => measureAdapter(await probing(), shortest),
    async productLimits(shortest, batch) {
      const list = lists.get(batch) ?? new BareList(await probing(), batch)
      lists.set(batch, list)
      return list.measure(shortest)
    },
    cpuLimits: (shortest) => measureCpu(shortest),
    coreLimits: (shortest) => measureCoreLimits(shortest),
    adapter: () => findAdapter(),
    async tryArrangements(isQuick) {
      return (await import('./hardware/arrangements')).tryArrangements(isQuick)
    },
    async checkArrangements(networks) {
      const { checkArrangements } = await import('./hardware/arrangements')
      return checkArrangements(networks, new TrainingDigits(await fetchDigits(), BATCH, SEED))
    },
    async profileStep(step) {
      return (await import('./hardware/profiled')).profileStep(step, await fetchDigits())
    },
    async beginWatched(options) {
      run = await WatchedRun.begin(options, await fetchDigits())
    },
    takeSteps: async (count) => run?.takeSteps(count) ?? 0,
    endWatched: () => run?.dispose(),
    async close() {
      driver.close()
      run?.dispose()
      ;(await probe)?.close()
    },
  }
}
