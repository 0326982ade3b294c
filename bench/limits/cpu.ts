import { float64Primitives } from '../../src/nn/operations/cpu/float64'
import type { Primitives } from '../../src/nn/operations/cpu/primitives'
import { createSimdPrimitives } from '../../src/nn/operations/cpu/simd32'
import { Random, Stream } from '../../src/core/random'
import { bestRate } from '../measure'

/** What one core's matrix kernels reach: 10⁹ operations a second at 1664×160×512, by the name of the primitives. */
export type CpuLimits = Readonly<Record<string, number>>

const [m, k, n] = [1664, 160, 512] as const
const REPEATS = 3
const GIGA_OPERATIONS = (2 * m * n * k) / 1e9

const measured: readonly (() => Promise<Primitives>)[] = [() => Promise.resolve(float64Primitives), () => createSimdPrimitives()]

let simd: Promise<Primitives> | null = null

/** The fastest of them alone, which is measured again in every round. @param milliseconds  that it goes on */
export async function measureCore(milliseconds: number): Promise<number> {
  return steadyGemmRate(await (simd ??= createSimdPrimitives()), milliseconds)
}

/** @param shortest  milliseconds that a measurement must last */
export async function measureCpu(shortest: number): Promise<CpuLimits> {
  const limits: Record<string, number> = {}
  for (const create of measured) {
    const primitives = await create()
    limits[primitives.name] = await gemmRate(primitives, shortest)
  }
  return limits
}

/** 10⁹ operations a second of one core at 1664×160×512, at its best. @param shortest  milliseconds that a measurement must last */
export async function gemmRate(primitives: Primitives, shortest: number): Promise<number> {
  const { multiply, release } = productOf(primitives)
  const products = await bestRate(shortest, REPEATS, (times) => {
    const begin = performance.now()
    for (let time = 0; time < times; time++) multiply()
    return Promise.resolve(performance.now() - begin)
  })
  release()
  return products * GIGA_OPERATIONS
}

/** The same over a stretch of time, with whatever else the machine does in it: as training is measured. */
export function steadyGemmRate(primitives: Primitives, milliseconds: number): number {
  const { multiply, release } = productOf(primitives)
  // The first ones fill the caches.
  for (let time = 0; time < REPEATS; time++) multiply()
  const begin = performance.now()
  let products = 0
  let spent = 0
  do {
    multiply()
    products++
    spent = performance.now() - begin
  } while (spent < milliseconds)
  release()
  return (1000 * products * GIGA_OPERATIONS) / spent
}

function productOf(primitives: Primitives): { multiply(): void; release(): void } {
  const random = new Random(1, Stream.sample)
  const memory = primitives.scope()
  const [a, b, c] = [memory.allocate(m * k), memory.allocate(k * n), memory.allocate(m * n)]
  // Filled in place: primitives may know only the memory that they gave.
  for (const values of [a, b]) for (let index = 0; index < values.length; index++) values[index] = random.uniform(-1, 1)
  return { multiply: () => primitives.multiply(c, a, b, { m, n, k }), release: () => memory.release() }
}
