import type { Calls } from './calls'
import { BATCH, SEED } from './contender'
import { TrainingDigits } from './digits'
import { ContenderDriver, fetchDigits } from './driver'
import { findAdapter } from './found-adapter'
import { countGpuCalls } from './gpu-counter'
import { measureAdapter } from './limits/adapter'
import { BareList } from './limits/bare-list'
import { measureCore, measureCpu } from './limits/cpu'
import { Probe } from './limits/probe'
import { WatchedRun } from './memory'

/**
 * What the benchmark's page and its worker load: answers for the script that drives the browser.
 *
 * `?thread=worker` starts a worker with this same file and leaves the page idle.
 */

declare global {
  var bench: Calls
}

function answer(): Calls {
  // Before any device is made.
  const counter = countGpuCalls()
  const driver = new ContenderDriver(counter)
  let probe: Promise<Probe> | null = null
  const probing = () => (probe ??= Probe.open())
  const lists = new Map<number, BareList>()
  let run: WatchedRun | null = null
  return {
    start: (name, batch) => driver.start(name, batch),
    turn: (times) => driver.turn(times),
    untrained: () => driver.untrained(),
    gpuMemory: () => counter.memory(),
    adapterLimits: async (shortest) => measureAdapter(await probing(), shortest),
    async productLimits(shortest, batch) {
      const list = lists.get(batch) ?? new BareList(await probing(), batch)
      lists.set(batch, list)
      return list.measure(shortest)
    },
    cpuLimits: (shortest) => measureCpu(shortest),
    coreLimit: (shortest) => measureCore(shortest),
    adapter: () => findAdapter(),
    async tryArrangements() {
      return (await import('./hardware/arrangements')).tryArrangements()
    },
    async checkArrangements(names) {
      const { checkArrangements } = await import('./hardware/arrangements')
      return checkArrangements(names, new TrainingDigits(await fetchDigits(), BATCH, SEED))
    },
    async profileStep(batch) {
      return (await import('./hardware/profiled')).profileStep(batch, await fetchDigits())
    },
    async beginWatched(options) {
      run = await WatchedRun.begin(options, await fetchDigits())
    },
    takeSteps: async (count) => run?.takeSteps(count) ?? 0,
    endWatched: () => run?.dispose(),
  }
}

const isIdle = 'document' in globalThis && new URLSearchParams(location.search).get('thread') === 'worker'
if (isIdle) {
  const worker = new Worker(new URL('./page.ts', import.meta.url), { type: 'module' })
  // A module that cannot be loaded is heard of by nobody else.
  worker.addEventListener('error', ({ message }) => {
    throw new Error(message || 'The worker could not be loaded')
  })
} else globalThis.bench = answer()
