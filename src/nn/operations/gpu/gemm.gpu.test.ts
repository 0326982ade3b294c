import { afterAll, beforeAll, it } from 'vitest'
import { openTestGpu, runGpuLayer, type TestGpu } from '../../../testing/gpu-layer'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { describeLayer } from '../../spec/describe'

let test: TestGpu
beforeAll(async () => {
  test = await openTestGpu()
})
afterAll(() => test.gpu.destroy())

it('multiplies more rows than one dimension of a dispatch holds, forward and back', async () => {
  const steps = 2050
  const batch = 130
  const rows = steps * batch // 266,500: more than 32,768 blocks of eight
  const described = describeLayer({ type: 'dense', units: 1, activation: 'relu' }, 'dense', [steps, 1])
  const parameters = new Map([
    ['dense/kernel', { shape: [1, 1], data: Float32Array.of(2) }],
    ['dense/bias', { shape: [1], data: Float32Array.of(-10) }],
  ])
  const input = Float32Array.from({ length: rows }, (_, row) => row % 101)
  const dOutput = Float32Array.from({ length: rows }, (_, row) => (row % 7) - 3)
  const result = await runGpuLayer(test, { described, batch, random: { seed: 1, step: 1 }, mask: null, parameters, input, dOutput })
  const sums = input.map((value) => 2 * value - 10)
  expectClose(
    result.output,
    sums.map((sum) => Math.max(sum, 0)),
    tolerances.exact,
    'output',
  )
  expectClose(
    result.dInput,
    sums.map((sum, row) => (sum > 0 ? 2 * dOutput[row]! : 0)),
    tolerances.exact,
    'gradient of the input',
  )
})
