import { describe, expect, it } from 'vitest'
import { Random } from '../../../core/random'
import { taskOf } from '../../../core/task'
import { besideFloat64, enginesUnderTest } from '../../../testing/engines'
import { randomInk, rowNetworks, rowsOf, rowsWithDropout } from '../../../testing/ink'
import { expectSameLossAndGradients } from '../../../testing/generative'
import { expectClose, tolerances } from '../../../testing/tolerance'
import { expectSameTrajectory, trajectory } from '../../../testing/trajectories'
import type { Engine } from '../../engine'
import { masksOf } from '../../spec/rows/masks'
import { describeRows, type RowsSpec } from '../../spec/rows/rows-spec'

/** Networks that draw row by row: the visitors' engines against float64, through the one face of all. */

const shapes: Readonly<Record<string, { readonly spec: RowsSpec; readonly count: number }>> = {
  ...Object.fromEntries(Object.entries(rowNetworks).map(([name, spec]) => [name, { spec, count: 3 }])),
  'one picture': { spec: rowNetworks['lstm']!, count: 1 },
  'many units': { spec: rowsOf([{ type: 'lstm', units: 130 }], [67], [5, 9]), count: 2 },
  'many pictures': { spec: rowNetworks['gru']!, count: 130 },
}

const inkFor = (spec: RowsSpec, count: number) => randomInk(taskOf(spec).input, count)

describe.each(enginesUnderTest)('$name', ({ create }) => {
  const engines = besideFloat64(create)

  it.each(Object.entries(shapes))('has the loss and the gradients of float64: %s', async (_name, { spec, count }) => {
    const pictures = inkFor(spec, count)
    const [exact, tested] = [await engines.float64.createRows(spec, { seed: 1 }), await engines.tested.createRows(spec, { seed: 1 })]
    await expectSameLossAndGradients(tested, exact, pictures)
    const [whole, other] = [await exact.evaluate(pictures), await tested.evaluate(pictures)]
    expectClose(other.nats, whole.nats, tolerances.float32Model, 'nats')
    exact.dispose()
    tested.dispose()
  })

  it.each([
    ['lstm', rowNetworks['lstm']!],
    ['dropout', rowsWithDropout],
  ])('takes the same way in training: %s', async (_name, spec) => {
    const random = new Random(4, 1)
    const images = inkFor(spec, 7).map(() => random.integer(256))
    const set = { name: 'grey', task: taskOf(spec), images, labels: new Uint8Array(7) }
    const trained = async (engine: Engine) => {
      const model = await engine.createRows(spec, { seed: 1 })
      const optimizer = { type: 'adam', learningRate: 1e-3, clipNorm: 1 } as const
      const path = await trajectory(model, set, { epochs: 2, batchSize: 3, seed: 7, optimizer })
      model.dispose()
      return path
    }
    const [expected, actual] = [await trained(engines.float64), await trained(engines.tested)]
    expectSameTrajectory(actual, expected)
    const masks = masksOf(describeRows(spec))
    for (const [name, { data }] of actual.parameters) {
      expect(data.every((value, index) => masks.get(name)?.[index] !== 0 || value === 0)).toBe(true)
    }
  })

  it.each(Object.entries(rowNetworks))('draws the same pictures from the same seed, with the same signals: %s', async (_name, spec) => {
    const { width } = taskOf(spec).input
    const beginning = inkFor(spec, 1).subarray(0, width)
    const drawn = async (engine: Engine) => {
      const model = await engine.createRows(spec, { seed: 1 })
      // What is masked must not count, whatever it is.
      const parameters = [...(await model.parameters())].map(([name, { shape, data }]) => {
        const random = new Random(9, data.length)
        return [name, { shape, data: data.map(() => random.normal()) }] as const
      })
      await model.setParameters(new Map(parameters))
      const pictures = await model.draw([{ seed: 1 }, { seed: 2, temperature: 0.5, beginning }, { seed: 3 }])
      const trace = await model.trace(pictures[1]!.picture)
      model.dispose()
      return { pictures, trace }
    }
    const [expected, actual, again] = [await drawn(engines.float64), await drawn(engines.tested), await drawn(engines.tested)]
    expect(again).toEqual(actual)
    for (const [index, { picture, probabilities }] of expected.pictures.entries()) {
      expect(actual.pictures[index]!.picture).toEqual(picture)
      expectClose(actual.pictures[index]!.probabilities, probabilities, tolerances.float32Model, `picture ${index}`)
    }
    expectClose(actual.trace.nats, expected.trace.nats, tolerances.float32Model, 'nats')
    expect(actual.trace.signals.map(({ layer, name, shape }) => [layer, name, shape])).toEqual(
      expected.trace.signals.map(({ layer, name, shape }) => [layer, name, shape]),
    )
    expected.trace.signals.forEach(({ name, data }, index) => {
      expectClose(actual.trace.signals[index]!.data, data, tolerances.float32Model, name)
    })
  })
})
