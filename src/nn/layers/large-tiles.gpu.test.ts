import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestGpu, runGpuLayer, type TestGpu } from '../../testing/gpu-layer'
import { makeLayerCase, runCpuLayer, type LayerShape } from '../../testing/layer-cases'
import { expectClose, tolerances } from '../../testing/tolerance'
import { float64Primitives } from '../operations/cpu/float64'
import { gemmNn, gemmNt, gemmTn } from '../operations/gpu/gemm-kernels'
import { describeLayer } from '../spec/describe'
import { gruBackward } from './gru/gpu'
import { lstmBackward, lstmForward } from './lstm/gpu'
import { rnnBackward } from './rnn/gpu'

/** Kernels with tiles of 32 rows × 8 columns against the float64 engine, where neither number divides what they compute. */

/** 62 rows are two tiles with two rows past the end. */
const BATCH = 62
const step = { B: BATCH, H: 12, t: 0, before: 0, after: 1, count: 1 }
const forward = { ...step, is_first: 0 }
const backward = { ...step, later: 0, is_last: 0, has_output: 1, output_row: 0, all_outputs: 1 }

const cases: readonly (LayerShape & { readonly batch: number })[] = [
  { layer: { type: 'lstm', units: 12, returnSequences: true, direction: 'forward' }, input: [3, 5], batch: BATCH },
  { layer: { type: 'lstm', units: 9, returnSequences: false, direction: 'backward' }, input: [4, 2], masked: true, batch: BATCH },
  { layer: { type: 'gru', units: 12, returnSequences: false, direction: 'forward' }, input: [3, 5], batch: BATCH },
  { layer: { type: 'rnn', units: 20, returnSequences: false, direction: 'both' }, input: [3, 5], batch: BATCH },
  // 707 rows; 17 fours of columns.
  { layer: { type: 'dense', units: 68, activation: 'relu' }, input: [101, 256], batch: 7 },
  { layer: { type: 'dense', units: 9, activation: 'linear' }, input: [173, 33], batch: 5 },
]

it('are what such sizes get in quads', () => {
  const chosen = [
    lstmForward.plain.choose('quads', forward),
    ...[lstmBackward, gruBackward, rnnBackward].map(({ plain }) => plain.choose('quads', backward)),
    gemmNn.choose('quads', { M: 707, K: 64, N: 17, first: 0, relu: 1 }),
    gemmNt.choose('quads', { M: 707, K: 64, N: 17 }),
    gemmTn.choose('quads', { M: 707, K: 64, N: 17, first: 0, d_first: 0, sums: 1 }),
  ]
  expect(chosen.map(({ label }) => label).filter((label) => !label.includes('large'))).toEqual([])
})

describe('against float64', () => {
  let test: TestGpu
  beforeAll(async () => {
    test = await openTestGpu()
  })
  afterAll(() => test.gpu.destroy())

  it.each(cases)('$layer on $input, batch $batch', async ({ layer, input, masked = false, batch }) => {
    const layerCase = makeLayerCase(describeLayer(layer, layer.type, input), batch, masked)
    const expected = runCpuLayer(layerCase, float64Primitives)
    const actual = await runGpuLayer(test, layerCase)
    expectClose(actual.output, expected.output, tolerances.float32Kernel, 'output')
    expectClose(actual.dInput, expected.dInput, tolerances.float32Kernel, 'gradient of the input')
    for (const [name, { data }] of expected.gradients) {
      expectClose(actual.gradients.get(name)!.data, data, tolerances.float32Kernel, `gradient of ${name}`)
    }
  })
})
