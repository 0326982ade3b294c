import { describe, expect, it } from 'vitest'
import { describePrimitives } from '../../../../testing/primitive-contract'
import { declarations, type PrimitivesScope } from '../primitives'
import { createSimdPrimitives } from '../simd32'
import { replayed } from './recording'

const simd = await createSimdPrimitives()

/** The same arithmetic, of which every call is recorded first and then run. */
function recorded(scope: PrimitivesScope): PrimitivesScope {
  const recording = scope.recording()
  const throughRecording =
    <P extends readonly unknown[]>(call: (...parameters: P) => unknown) =>
    (...parameters: P): void => {
      recording.record(() => void call(...parameters))
      recording.run()
    }
  const { multiply, addRowSums, fillRows, clear, lstmForward, lstmBackward, gruForward, gruBackward, tanh, tanhBackward } = scope
  return {
    ...scope,
    multiply: throughRecording(multiply),
    addRowSums: throughRecording(addRowSums),
    fillRows: throughRecording(fillRows),
    clear: throughRecording(clear),
    lstmForward: throughRecording(lstmForward),
    lstmBackward: throughRecording(lstmBackward),
    gruForward: throughRecording(gruForward),
    gruBackward: throughRecording(gruBackward),
    tanh: throughRecording(tanh),
    tanhBackward: throughRecording(tanhBackward),
    repeat(b, product) {
      const repeated = scope.repeat(b, product)
      return { refresh: throughRecording(repeated.refresh), multiply: throughRecording(repeated.multiply) }
    },
  }
}

const names = ['repeat', ...replayed.filter((name) => name in declarations)]

describePrimitives('a recorded call', { ...simd, scope: () => recorded(simd.scope()) }, names)

describe('a recording', () => {
  const scope = simd.scope()
  const [a, b] = [scope.allocate(3), scope.allocate(3)]

  it('computes nothing before it runs, and all of it every time, in its order', () => {
    const recording = scope.recording()
    a.set([1, 2, 3])
    b.set([10, 10, 10])
    recording.record(() => {
      scope.addRowSums(b, a, 1)
      scope.clear(a)
      scope.addRowSums(b, a, 1)
    })
    expect([...a, ...b]).toEqual([1, 2, 3, 10, 10, 10])
    recording.run()
    expect([...a, ...b]).toEqual([0, 0, 0, 11, 12, 13])
    a.set([1, 1, 1])
    recording.run()
    expect([...b]).toEqual([12, 13, 14])
  })

  it('is recorded anew in the memory that it has', () => {
    const recording = scope.recording()
    recording.record(() => scope.addRowSums(b, a, 1))
    const before = simd.bytesInUse
    recording.record(() => scope.clear(b))
    expect(simd.bytesInUse).toBe(before)
    recording.run()
    expect([...b]).toEqual([0, 0, 0])
  })

  it('refuses what it cannot note, and then computes as before', () => {
    const recording = scope.recording()
    expect(() => recording.record(() => scope.softmax(b, a, 1, 3))).toThrow('kernel softmax: cannot be recorded')
    a.set([2, 2, 2])
    scope.clear(a)
    expect([...a]).toEqual([0, 0, 0])
  })
})
