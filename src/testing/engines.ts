import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import type { Engine } from '../nn/engine'
import { createGpuEngine } from '../nn/engines/gpu/gpu-engine'

/** The engines that visitors get, each held against the float64 engine by the same tests; for `describe.each`, in a browser. */
export const enginesUnderTest: readonly { readonly name: string; readonly create: () => Promise<Engine> }[] = [
  { name: 'WebGPU', create: () => createGpuEngine() },
  { name: 'SIMD on two threads', create: () => createCpuEngine({ precision: 'float32', threads: 2 }) },
]
