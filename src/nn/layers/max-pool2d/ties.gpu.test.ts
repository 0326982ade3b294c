import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestGpu, runGpuLayer, type TestGpu } from '../../../testing/gpu-layer'
import { float64Primitives } from '../../operations/cpu/float64'
import { STILL } from '../cpu-layer'
import { ParameterSet } from '../../operations/cpu/parameter-set'
import { describeLayer } from '../../spec/describe'
import { createCpuLayer } from '../cpu-registry'

let test: TestGpu
beforeAll(async () => {
  test = await openTestGpu()
})
afterAll(() => test.gpu.destroy())

it('gives the gradient to the first of equal values, on both engines', async () => {
  const described = describeLayer({ type: 'maxPool2d', size: 2 }, 'pool', [2, 4, 1])
  const input = Float32Array.of(0, 0, 1, 2, 0, 0, 2, 2)
  const dOutput = Float32Array.of(5, 7)
  const expected = [5, 0, 0, 7, 0, 0, 0, 0]

  const parameters = new ParameterSet([], float64Primitives)
  const pass = createCpuLayer(described, { index: 0, primitives: float64Primitives, parameters }).plan(1, Float64Array.from(input), null)
  pass.forward(STILL)
  expect([...pass.backward(Float64Array.from(dOutput), parameters, true)!]).toEqual(expected)

  const random = { seed: 1, step: 1 }
  const { dInput } = await runGpuLayer(test, { described, batch: 1, random, mask: null, input, parameters: new Map(), dOutput })
  expect([...dInput]).toEqual(expected)
})
