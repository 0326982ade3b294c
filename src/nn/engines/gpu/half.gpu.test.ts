import { describe, expect, it } from 'vitest'
import { ARRANGEMENTS } from '../../../gpu/kernel'
import { failureOf } from '../../../testing/failure-of'
import {
  expectNearestHalves,
  checkHalfLayers,
  expectHalfModel,
  createHalfEngine,
  halfExcuse,
  halfModels,
  isShort,
} from '../../../testing/half-parity'

const excuse = await halfExcuse()

describe.skipIf(excuse !== null)(`half precision${excuse === null ? '' : ` (${excuse})`}`, () => {
  it('rounds to the nearest', () => expectNearestHalves())

  it.each([undefined, ...ARRANGEMENTS])('computes every kind of layer, arranged: %s', async (arrangement) => {
    expect(await checkHalfLayers(arrangement, isShort)).toBeGreaterThan(50)
  })

  it.each(halfModels.map((spec) => [spec.layers.map(({ type }) => type).join(', '), spec] as const))(
    'predicts and trains as the float64 engine does: %s',
    (_name, spec) => expectHalfModel(spec),
  )
})

it('is what the engine says that it has, or refuses for want of it', async () => {
  if (excuse === null) {
    const engine = await createHalfEngine()
    expect(engine.info.format).toBe('float16')
    engine.dispose()
  } else {
    const error = await failureOf(createHalfEngine())
    expect(error).toMatchObject({ code: 'engine-unavailable', detail: { engine: 'webgpu', reason: { kind: 'noHalf' } } })
  }
})
