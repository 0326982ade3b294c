import type { CDPSession } from 'playwright'
import type { Bench, Place } from './browser.ts'
import type { MemoryPoint, MemoryResults } from './results.ts'

/** The check of flat memory: what the GPU and JavaScript hold after more and more steps of one training run. */

/** Small, so that ten thousand steps take little time; what a step allocates depends neither on the batch nor on the number of units. */
const WATCHED = { preset: 'row-lstm', batch: 1, units: 16 } as const
/** Most timesteps of all presets. */
const LONGEST = { preset: 'pixel-lstm', batch: 64, units: null } as const
/** Shares of the run after which memory is looked at; the first few steps may still make what is kept. */
const POINTS = [0.01, 0.1, 0.25, 0.5, 0.75, 1] as const

/** @param steps  of the watched run */
export async function watchMemory(bench: Bench, steps: number): Promise<MemoryResults> {
  const points = await withPlace(bench, async (place) => {
    const session = await place.page.context().newCDPSession(place.page)
    await place.call('beginWatched', WATCHED)
    let taken = 1
    const seen: MemoryPoint[] = []
    for (const share of POINTS) {
      taken += await place.call('takeSteps', Math.max(1, Math.round(steps * share) - taken))
      const { bytes, buffers } = await place.call('gpuMemory')
      seen.push({ steps: taken, gpuBytes: bytes, gpuBuffers: buffers, heapBytes: await heapBytes(session) })
    }
    return seen
  })
  const bytes = await withPlace(bench, async (place) => {
    await place.call('beginWatched', LONGEST)
    return (await place.call('gpuMemory')).bytes
  })
  return { ...WATCHED, points, longest: { preset: LONGEST.preset, batch: LONGEST.batch, bytes } }
}

/** On the page itself, whose heap can be asked for. */
async function withPlace<Result>(bench: Bench, work: (place: Place) => Promise<Result>): Promise<Result> {
  const place = await bench.open({ isIsolated: false, thread: 'page' })
  try {
    return await work(place)
  } finally {
    await place.close()
  }
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize
}
