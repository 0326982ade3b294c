import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { declarations } from '../src/nn/operations/cpu/primitives'
import { bindKernel } from '../src/nn/operations/cpu/simd/kernels'
import { createMemory } from '../src/nn/operations/cpu/simd/memory'
import { buildWasm } from './build-wasm.ts'

/** Of products whose B is kept in panels, of recordings, and where products put their copies. */
const inner = ['multiplyPacked', 'pack', 'packedLength', 'replay', 'scratchBytes', 'useScratch']
const build = join(import.meta.dirname, '../src/nn/operations/cpu/simd/build')

it.each([
  ['plain', new WebAssembly.Memory({ initial: 1, maximum: 1 })],
  ['plain-shared', createMemory()],
])('%s.wasm is small, needs nothing but memory, and has a kernel for each primitive', async (name, memory) => {
  await buildWasm()
  const bytes = await readFile(join(build, `${name}.wasm`))
  expect(bytes.length).toBeLessThan(44_000)
  const module = await WebAssembly.compile(new Uint8Array(bytes))
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }])
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } })
  const functions = Object.entries(exports).filter(([, exported]) => typeof exported === 'function')
  expect(functions.map(([kernel]) => kernel).toSorted()).toEqual([...Object.keys(declarations), ...inner].toSorted())
  expect(bindKernel(exports, 'packedLength')([17, 3])).toBe(2 * 16 * 3)
})

it('a module of other sources is refused', () => {
  const exports = { scale: () => {} }
  expect(() => bindKernel(exports, 'scale')([1])).toThrow('kernel scale: takes 0 numbers, not 1')
  expect(() => bindKernel(exports, 'adam')).toThrow('kernel adam: not in the module; `npm run wasm` makes the modules anew')
})
