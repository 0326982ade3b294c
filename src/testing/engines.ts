import { afterAll, beforeAll } from 'vitest'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import type { Engine } from '../nn/engine'
import { createGpuEngine } from '../nn/engines/gpu/gpu-engine'

/** The engines that visitors get, each held against the float64 engine by the same tests; for `describe.each`, in a browser. */
export const enginesUnderTest: readonly { readonly name: string; readonly create: () => Promise<Engine> }[] = [
  { name: 'WebGPU', create: () => createGpuEngine() },
  { name: 'SIMD on two threads', create: () => createCpuEngine({ precision: 'float32', threads: 2 }) },
]

/** Creates an engine and the float64 one before the tests of the `describe` it is called in, and disposes of both after them. */
export function besideFloat64(create: () => Promise<Engine>): { readonly tested: Engine; readonly float64: Engine } {
  let tested: Engine | undefined
  let float64: Engine | undefined
  beforeAll(async () => {
    tested = await create()
    float64 = await createCpuEngine()
  })
  afterAll(() => {
    tested?.dispose()
    float64?.dispose()
  })
  return {
    get tested() {
      return tested!
    },
    get float64() {
      return float64!
    },
  }
}
