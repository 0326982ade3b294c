import { describe, expect, it } from 'vitest'
import { sequenceOf } from '../../../core/sequences'
import { randomDrawings, weighted, withDropout, writerOf, writers } from '../../../testing/drawings'
import { besideFloat64, enginesUnderTest } from '../../../testing/engines'
import { expectSameLossAndGradients } from '../../../testing/generative'
import { expectClose, expectCloseNumber, tolerances } from '../../../testing/tolerance'
import { expectSameTrajectory } from '../../../testing/trajectories'
import type { Engine } from '../../engine'
import type { WriterSpec } from '../../spec/writing/writer-spec'
import type { WrittenPoint } from '../../writing'

/** Networks that write: the visitors' engines against float64, through the one face of all. */

const shapes: Readonly<Record<string, { readonly spec: WriterSpec; readonly lengths: readonly number[]; readonly isWeighted?: boolean }>> =
  {
    ...Object.fromEntries(Object.entries(writers).map(([name, spec]) => [name, { spec, lengths: [5, 0, 1, 3, 12, 7] }])),
    'drawings with weights': { spec: writers['lstm']!, lengths: [5, 0, 1, 3, 12, 7], isWeighted: true },
    'one drawing': { spec: writers['lstm']!, lengths: [3] },
    'many components': { spec: writerOf([{ type: 'lstm', units: 3 }], 128), lengths: [7, 1] },
    'many units': { spec: writerOf([{ type: 'lstm', units: 130 }], 7, 20), lengths: [20, 17, 1] },
    'many drawings': { spec: writers['gru']!, lengths: Array.from({ length: 130 }, (_, index) => index % 13) },
  }

describe.each(enginesUnderTest)('$name', ({ create }) => {
  const engines = besideFloat64(create)

  it.each(Object.entries(shapes))('has the loss and the gradients of float64: %s', async (_name, { spec, lengths, isWeighted = false }) => {
    const set = isWeighted ? weighted(randomDrawings(lengths)) : randomDrawings(lengths)
    const [exact, tested] = [await engines.float64.createWriter(spec, { seed: 1 }), await engines.tested.createWriter(spec, { seed: 1 })]
    await expectSameLossAndGradients(tested, exact, set)
    const [whole, other] = [await exact.evaluate(set), await tested.evaluate(set)]
    expect(other.points).toBe(whole.points)
    expectClose(
      [other.movement, other.pen, other.penAccuracy],
      [whole.movement, whole.pen, whole.penAccuracy],
      tolerances.float32Model,
      'evaluation',
    )
    exact.dispose()
    tested.dispose()
  })

  it('is measured, writes and hands out its optimizer between two epochs, and learns on as if it had not', async () => {
    const [train, choosing] = [randomDrawings([3, 12, 0, 5, 1, 7, 9, 2]), randomDrawings([4, 2, 8])]
    const learnt = async (engine: Engine, look: boolean) => {
      const writer = await engine.createWriter(writers['lstm']!, { seed: 1 })
      const seen: unknown[] = []
      const run = writer.fit(train, {
        epochs: 2,
        batchSize: 5,
        seed: 7,
        optimizer: { type: 'adam', learningRate: 1e-3 },
        onEpochEnd: async () => {
          if (!look) return
          const { loss } = await writer.evaluate(choosing)
          const [digit] = await writer.writeMany([{ label: 1, seed: 3, temperature: 0.5 }])
          const step = (await writer.optimizerState())?.step
          seen.push(loss, digit!.length > 0, step)
        },
      })
      await run.done
      const parameters = await writer.parameters()
      writer.dispose()
      return { seen, parameters }
    }
    const [exact, tested, plain] = [
      await learnt(engines.float64, true),
      await learnt(engines.tested, true),
      await learnt(engines.tested, false),
    ]
    expect(tested.seen.filter((value) => typeof value !== 'number' || Number.isInteger(value))).toEqual([true, 2, true, 4])
    expectCloseNumber(Number(tested.seen[0]), Number(exact.seen[0]), tolerances.trajectory, 'loss after an epoch')
    for (const [name, { data }] of plain.parameters) expectClose(tested.parameters.get(name)!.data, data, tolerances.exact, name)
  })

  it.each([
    ['lstm', writers['lstm']!],
    ['dropout', withDropout],
  ])('takes the same way in training: %s', async (_name, spec) => {
    const set = randomDrawings([3, 12, 0, 5, 1, 7, 9, 2])
    const settings = {
      epochs: 2,
      batchSize: 5,
      seed: 7,
      optimizer: { type: 'adam', learningRate: 1e-3, clipNorm: 1 },
      deform: { rotate: 10, scale: 0.1, shear: 0.1, jitter: 0.05 },
    } as const
    const trained = async (engine: Engine) => {
      const writer = await engine.createWriter(spec, { seed: 1 })
      const losses: number[] = []
      const correct: number[] = []
      const run = writer.fit(set, settings)
      run.subscribe((event) => {
        if (event.type !== 'steps') return
        losses.push(...event.report.losses)
        correct.push(...event.report.correct)
      })
      await run.done
      const [parameters, memory] = [await writer.parameters(), await writer.optimizerState()]
      writer.dispose()
      return { losses, correct, parameters, memory }
    }
    const [expected, actual] = [await trained(engines.float64), await trained(engines.tested)]
    expectSameTrajectory(actual, expected)
    expect(actual.correct).toEqual(expected.correct)
  })

  it.each(Object.entries(writers))('writes the same strokes from the same seed, with the same signals: %s', async (_name, spec) => {
    const written = async (engine: Engine) => {
      const writer = await engine.createWriter(spec, { seed: 1 })
      const beginning = sequenceOf(randomDrawings([2]), 0)
      const writing = await writer.write({ label: 3, seed: 5, temperature: 0.7, steadiness: 0.5, beginning })
      const futures = await writing.futures(3, 8)
      const points: WrittenPoint[] = []
      for (let point = await writing.next(); point !== null; point = await writing.next()) points.push(point)
      const many = await writer.writeMany([1, 2, 3].map((seed) => ({ label: seed, seed })))
      const { sequence } = writing
      writing.dispose()
      writer.dispose()
      return { points, sequence, futures, many }
    }
    const [expected, actual, again] = [await written(engines.float64), await written(engines.tested), await written(engines.tested)]
    expect(again).toEqual(actual)
    expectClose(actual.sequence, expected.sequence, tolerances.float32Model, 'strokes')
    for (const [index, future] of expected.futures.entries())
      expectClose(actual.futures[index]!, future, tolerances.float32Model, `future ${index}`)
    for (const [index, drawing] of expected.many.entries())
      expectClose(actual.many[index]!, drawing, tolerances.float32Model, `drawing ${index}`)
    for (const [step, point] of expected.points.entries()) {
      const other = actual.points[step]!
      expect(other.signals.map(({ layer, name, shape }) => [layer, name, shape])).toEqual(
        point.signals.map(({ layer, name, shape }) => [layer, name, shape]),
      )
      point.signals.forEach((signal, index) => expectClose(other.signals[index]!.data, signal.data, tolerances.float32Model, signal.name))
    }
  })

  it('writes on with gates held at values', async () => {
    const clamps = [{ layer: 'lstm', signal: 'f', value: 0.25, steps: { from: 1, to: 4 } }]
    const held = async (engine: Engine) => {
      const writer = await engine.createWriter(writers['lstm']!, { seed: 1 })
      const set = randomDrawings([6])
      const { nats, signals } = await writer.trace(sequenceOf(set, 0), 4, clamps)
      writer.dispose()
      return { nats, gates: signals.find(({ name }) => name === 'f')!.data }
    }
    const [expected, actual] = [await held(engines.float64), await held(engines.tested)]
    expectClose(actual.nats, expected.nats, tolerances.float32Model, 'nats')
    expectClose(actual.gates, expected.gates, tolerances.float32Model, 'forget gates')
    expect(actual.gates[7]).toBe(0.25)
  })
})
