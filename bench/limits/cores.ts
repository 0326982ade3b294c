import { availableThreads } from '../../src/nn/engines/cpu/pool/spawn'
import { measureCore } from './cpu'

/** 10⁹ operations a second that products alone reach. */
export interface CoreLimits {
  readonly one: number
  /** Of as many threads together as our engine takes here. */
  readonly all: number
}

/** @param milliseconds  that each measurement goes on */
export async function measureCoreLimits(milliseconds: number): Promise<CoreLimits> {
  return { one: await measureCores(1, milliseconds), all: await measureCores(availableThreads(), milliseconds) }
}

/** Threads that multiply at the same time as this one. They start when they are first needed, and stay. */
const others: Worker[] = []

/**
 * 10⁹ operations a second of so many threads together, each with a product of its own at 1664×160×512.
 *
 * @param threads       this one among them
 * @param milliseconds  that each measurement goes on
 */
export async function measureCores(threads: number, milliseconds: number): Promise<number> {
  while (others.length < threads - 1) others.push(new Worker(new URL('./core-worker.ts', import.meta.url), { type: 'module' }))
  const rates = others.slice(0, threads - 1).map((other) => rateOf(other, milliseconds))
  const own = await measureCore(milliseconds)
  return (await Promise.all(rates)).reduce((sum, rate) => sum + rate, own)
}

function rateOf(worker: Worker, milliseconds: number): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => resolve(Number(data)), { once: true })
    worker.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to be named
    worker.postMessage(milliseconds)
  })
}
