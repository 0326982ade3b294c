import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseKernels } from '../src/nn/cpu/simd/kernels'
import { createMemory } from '../src/nn/cpu/simd/memory'
import { buildWasm } from './build-wasm.ts'

const build = join(import.meta.dirname, '../src/nn/cpu/simd/build')

it.each([
  ['plain', new WebAssembly.Memory({ initial: 1, maximum: 1 })],
  ['plain-shared', createMemory()],
])('%s.wasm is small, needs nothing but memory, and has the functions that are declared', async (name, memory) => {
  await buildWasm()
  const bytes = await readFile(join(build, `${name}.wasm`))
  expect(bytes.length).toBeLessThan(40_000)
  const module = await WebAssembly.compile(new Uint8Array(bytes))
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }])
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } })
  const kernels = parseKernels(exports)
  expect(kernels.packedLength(17, 3)).toBe(2 * 16 * 3)
  expect(() => parseKernels({ ...exports, scale: () => {} })).toThrow('kernel scale: expected a function of 3 numbers')
})
