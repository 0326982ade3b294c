import type { Calls } from './calls'
import { ContenderDriver, fetchDigits } from './driver'
import { countGpuCalls } from './gpu-counter'
import { measureAdapter } from './limits/adapter'
import { BareList } from './limits/bare-list'
import { measureCpu } from './limits/cpu'
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
  let list: BareList | null = null
  let run: WatchedRun | null = null
  return {
    start: (name) => driver.start(name),
    turn: (times) => driver.turn(times),
    untrained: () => driver.untrained(),
    gpuMemory: () => counter.memory(),
    adapterLimits: async (shortest) => measureAdapter(await probing(), shortest),
    productLimits: async (shortest) => (list ??= new BareList(await probing())).measure(shortest),
    cpuLimits: (shortest) => measureCpu(shortest),
    async beginWatched({ preset, batch }) {
      run = await WatchedRun.begin(preset, batch, await fetchDigits())
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
