import { beforeAll, describe, expect, it } from 'vitest'
import { expectNearestHalves, checkHalfLayers, expectHalfModel, halfExcuse, halfModels, isOdd } from '../../src/testing/half-parity'
import { dawnExcuse, installDawn } from './dawn'
import { lavapipeDriver, lavapipeExcuse } from './lavapipe'

/** Half precision where no graphics card is: `src/nn/engines/gpu/half.gpu.test.ts` has the same on whatever the browser offers, and more sizes. */

const excuse = dawnExcuse() ?? lavapipeExcuse()

describe.skipIf(excuse !== null)(`half precision on lavapipe, in Node${excuse === null ? '' : ` (${excuse})`}`, () => {
  beforeAll(async () => {
    await installDawn(lavapipeDriver())
  })

  it('has it there, and rounds to the nearest', async () => {
    expect(await halfExcuse()).toBeNull()
    await expectNearestHalves()
  })

  it.each([undefined, 'registers', 'staged'] as const)('computes every kind of layer at odd shapes, arranged: %s', async (arrangement) => {
    expect(await checkHalfLayers(arrangement, isOdd)).toBe(8)
  })

  it.each(halfModels.map((spec) => [spec.layers.map(({ type }) => type).join(', '), spec] as const))(
    'predicts and trains as the float64 engine does: %s',
    (_name, spec) => expectHalfModel(spec),
  )
})
