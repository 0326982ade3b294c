import { describe, expect, it } from 'vitest'
import { OutOfMemoryError } from '../../../../core/errors'
import { float64Primitives } from '../float64'
import { createSimdPrimitives } from '../simd32'
import { Allocator, createMemory, isShared } from './memory'

const MIB = 2 ** 20

describe('an allocator', () => {
  it('gives out zeros that do not overlap, and the same again after they came back', () => {
    const allocator = new Allocator(createMemory())
    const sizes = [1, 64, 1000, 5 * MIB, 3]
    const starts = sizes.map((bytes) => allocator.allocate(bytes))
    const ranges = starts.map((start, index) => [start, start + sizes[index]!] as const).toSorted(([a], [b]) => a - b)
    for (const [index, [start]] of ranges.entries()) expect(start).toBeGreaterThanOrEqual(ranges[index - 1]?.[1] ?? 1024)
    for (const [index, bytes] of sizes.entries()) {
      const block = new Uint8Array(allocator.memory.buffer, starts[index], bytes)
      expect(block.every((byte) => byte === 0)).toBe(true)
      block.fill(255)
    }
    const before = allocator.memory.buffer.byteLength
    for (const place of [3, 0, 4, 2, 1]) allocator.release(starts[place]!, sizes[place]!)
    for (let round = 0; round < 4; round++) {
      const start = allocator.allocate(5 * MIB)
      expect(new Uint8Array(allocator.memory.buffer, start, 5 * MIB).every((byte) => byte === 0)).toBe(true)
      allocator.release(start, 5 * MIB)
    }
    expect(allocator.memory.buffer.byteLength).toBe(before)
  })

  it('says so when there is no room, and goes on', () => {
    const allocator = new Allocator(new WebAssembly.Memory({ initial: 200, maximum: 200 }))
    expect(() => allocator.allocate(14 * MIB)).toThrow(OutOfMemoryError)
    expect(() => allocator.allocate(14 * MIB)).toThrow(/bytes 14680\d{3}$/)
    const start = allocator.allocate(3 * MIB)
    expect(allocator.allocate(3 * MIB)).toBeGreaterThan(start)
  })

  it('keeps out of what another one of the same memory has', () => {
    const memory = createMemory()
    const [first, second] = [new Allocator(memory), new Allocator(memory)]
    const starts = [first, second, first, second].map((allocator) => allocator.allocate(3 * MIB)).toSorted((a, b) => a - b)
    for (const [index, start] of starts.slice(1).entries()) expect(start - starts[index]!).toBeGreaterThanOrEqual(3 * MIB)
  })
})

it.each([
  ['shared memory', createMemory()],
  ['memory of a fixed size', new WebAssembly.Memory({ initial: 1024, maximum: 1024 })],
])('arrays stay what they are while others are allocated: %s', async (name, memory) => {
  const simd = await createSimdPrimitives({ memory })
  expect([isShared(memory), simd.isShared]).toEqual([name === 'shared memory', name === 'shared memory'])
  const values = simd.allocate(5)
  values.set([1, 2, 3, 4, 5])
  const much = simd.allocate((20 * MIB) / 4)
  expect([values.length, much.length]).toEqual([5, (20 * MIB) / 4])
  simd.scale(values, 2)
  expect([...values]).toEqual([2, 4, 6, 8, 10])
})

it('two sets of primitives compute in one memory', async () => {
  const memory = createMemory()
  const [first, second] = [await createSimdPrimitives({ memory }), await createSimdPrimitives({ memory })]
  const [a, b, c] = [first.allocate(3), second.allocate(3), first.allocate(9)]
  a.set([1, 2, 3])
  b.set([4, 5, 6])
  second.multiply(c, a, b, { m: 3, n: 3, k: 1 })
  expect([...c]).toEqual([4, 5, 6, 8, 10, 12, 12, 15, 18])
})

it('a scope gives back what was allocated in it, and nothing else', async () => {
  const simd = await createSimdPrimitives()
  const kept = simd.allocate(10)
  kept.fill(7)
  const before = simd.bytesInUse
  const scope = simd.scope()
  const first = scope.allocate(1000).byteOffset
  scope.repeat(kept, { m: 9, n: 5, k: 2 })
  scope.scope().allocate(50)
  expect(simd.bytesInUse).toBeGreaterThan(before)
  scope.release()
  expect(simd.bytesInUse).toBe(before)
  expect(simd.scope().allocate(1000).byteOffset).toBe(first)
  expect([...kept]).toEqual(Array.from(kept, () => 7))
  expect(float64Primitives.scope().release()).toBeUndefined()
})
