import { describe, expect, it } from 'vitest'
import { ShapeError, SpecError } from '../../../core/errors'
import { joinSequences, joinSequenceSets, POINT_VALUES, sequenceOf } from '../../../core/sequences'
import { randomDrawings, weighted, withDropout, writerOf, writers } from '../../../testing/drawings'
import { expectExactGradients, expectGoesOn, expectSameLossAndGradients } from '../../../testing/generative'
import { expectClose, expectCloseNumber, tolerances } from '../../../testing/tolerance'
import { expectSameTrajectory, trajectory } from '../../../testing/trajectories'
import { parseWriterSpec, type WriterSpec } from '../../spec/writing/writer-spec'
import type { WrittenPoint } from '../../writing'
import { createCpuEngine } from '../cpu/cpu-engine'

/** Networks that write on the CPU: float64 against central differences, SIMD against float64, step by step against whole drawings. */

const LENGTHS = [5, 0, 1, 3, 12, 7]
const float64 = await createCpuEngine()
const simd = await createCpuEngine({ precision: 'float32' })

describe.each(Object.entries(writers))('%s', (_name, spec) => {
  it('has the gradients that central differences give, for drawings of any lengths', async () => {
    const writer = await float64.createWriter(spec, { seed: 1 })
    await expectExactGradients(writer, randomDrawings(LENGTHS))
    writer.dispose()
  })

  it('has the same loss and gradients in float32', async () => {
    const set = randomDrawings(LENGTHS)
    const [exact, fast] = [await float64.createWriter(spec, { seed: 1 }), await simd.createWriter(spec, { seed: 1 })]
    await expectSameLossAndGradients(fast, exact, set)
    exact.dispose()
    fast.dispose()
  })

  it.each([
    ['float64', float64],
    ['SIMD', simd],
  ] as const)('says the same of a drawing point by point as of all of it, in %s', async (_precision, engine) => {
    const writer = await engine.createWriter(spec, { seed: 2 })
    const set = randomDrawings([9])
    const { nats, signals, expectations } = await writer.trace(sequenceOf(set, 0), set.labels[0]!)
    const { loss } = await writer.evaluate(set)
    expectCloseNumber(nats.reduce((sum, value) => sum + value, 0) / 9, loss, tolerances.float32Model, 'nats')
    expect(expectations).toHaveLength(9)
    for (const { shape, data } of signals) expect([shape[0], data.length]).toEqual([9, 9 * shape[1]!])
    writer.dispose()
  })
})

it('counts every point the same, however drawings are cut into pieces', async () => {
  const writer = await float64.createWriter(writers['lstm']!, { seed: 1 })
  const set = randomDrawings(Array.from({ length: 70 }, (_, index) => index % 13))
  const { loss, points } = await writer.evaluate(set)
  let sum = 0
  for (let index = 0; index < set.labels.length; index++) {
    sum += (await writer.trace(sequenceOf(set, index), set.labels[index]!)).nats.reduce((total, value) => total + value, 0)
  }
  expect(points).toBe(set.starts.at(-1))
  expectCloseNumber(loss, sum / points, tolerances.float32Stored, 'loss')
  writer.dispose()
})

it('gives every drawing its weight, and pushes those below 0 away', async () => {
  const writer = await float64.createWriter(writers['lstm']!, { seed: 1 })
  const set = weighted(randomDrawings(LENGTHS))
  const { loss, gradients } = await writer.lossAndGradients(set)
  const expected = new Map([...gradients].map(([name, { data }]) => [name, new Float64Array(data.length)]))
  expect(joinSequenceSets('both', [set, randomDrawings([2])]).weights).toEqual(Float32Array.of(...set.weights!, 1))
  const points = set.starts.at(-1)!
  let expectedLoss = 0
  for (const [index, length] of LENGTHS.entries()) {
    const alone = joinSequences('alone', [{ label: set.labels[index]!, sequence: sequenceOf(set, index) }])
    const own = await writer.lossAndGradients(alone)
    const share = (set.weights![index]! * length) / points
    expectedLoss += share * own.loss
    for (const [name, { data }] of own.gradients) data.forEach((value, at) => (expected.get(name)![at]! += share * value))
  }
  expectCloseNumber(loss, expectedLoss, tolerances.float32Stored, 'loss')
  for (const [name, { data }] of gradients) expectClose(data, expected.get(name)!, tolerances.float32Model, name)
  const learning = { epochs: 1, batchSize: 6, seed: 1, optimizer: { type: 'adam', learningRate: 1e-2 } } as const
  const pushed = joinSequences('pushed', [{ label: 3, sequence: sequenceOf(set, 4) }])
  const before = await writer.evaluate(pushed)
  await writer.fit({ ...pushed, weights: Float32Array.of(-1) }, learning).done
  expect((await writer.evaluate(pushed)).loss).toBeGreaterThan(before.loss)
  writer.dispose()
})

describe('training', () => {
  const settings = {
    epochs: 2,
    batchSize: 5,
    seed: 7,
    optimizer: { type: 'adam', learningRate: 1e-3, clipNorm: 1 },
    deform: { rotate: 10, scale: 0.1, shear: 0.1, jitter: 0.05 },
  } as const
  const set = randomDrawings([3, 12, 0, 5, 1, 7, 9, 2])

  const trained = async (engine: typeof float64, spec: WriterSpec) => {
    const writer = await engine.createWriter(spec, { seed: 1 })
    const path = await trajectory(writer, set, settings)
    writer.dispose()
    return path
  }

  it.each([
    ['lstm', writers['lstm']!],
    ['dropout', withDropout],
  ])('takes the same way in float32: %s', async (_name, spec) => {
    expectSameTrajectory(await trained(simd, spec), await trained(float64, spec))
  })

  it('goes on from the end of an epoch as if it had never stopped', async () => {
    await expectGoesOn(
      (weights) => float64.createWriter(withDropout, weights),
      (writer, control) => writer.fit(set, { ...settings, ...control }),
    )
  })

  it('learns', async () => {
    const writer = await simd.createWriter(writerOf([{ type: 'lstm', units: 16 }], 3), { seed: 1 })
    const before = await writer.evaluate(set)
    await writer.fit(set, { epochs: 60, batchSize: 8, seed: 1, optimizer: { type: 'adam', learningRate: 1e-2 } }).done
    const after = await writer.evaluate(set)
    expect(after.loss).toBeLessThan(before.loss - 1)
    writer.dispose()
  })
})

describe.each([
  ['float64', float64],
  ['SIMD', simd],
] as const)('writing in %s', (_precision, engine) => {
  const spec = writers['stacked']!

  const writeOn = async (writing: { next(): Promise<WrittenPoint | null> }): Promise<WrittenPoint[]> => {
    const points: WrittenPoint[] = []
    for (let point = await writing.next(); point !== null; point = await writing.next()) points.push(point)
    return points
  }

  it('gives the same bits for the same seed, others for another, and ends in time', async () => {
    const writer = await engine.createWriter(spec, { seed: 1 })
    const [first, again, other] = [5, 5, 6].map((seed) => writer.write({ label: 3, seed, temperature: 0.7, steadiness: 0.5 }))
    const points = await writeOn(await first!)
    expect(points.length).toBeLessThanOrEqual(spec.strokes.points)
    expect(points.at(-1)!.pen).toBe(2)
    expect(await writeOn(await again!)).toEqual(points)
    expect(await writeOn(await other!)).not.toEqual(points)
    expect((await first!).sequence).toEqual(Float32Array.from(points.flatMap(({ deltaX, deltaY, pen }) => [deltaX, deltaY, pen])))
    writer.dispose()
  })

  it('shows what it expects and every signal at every point', async () => {
    const writer = await engine.createWriter(writers['lstm']!, { seed: 1 })
    const point = (await (await writer.write({ label: 1, seed: 2 })).next())!
    expectCloseNumber(
      [...point.mixture.weights].reduce((sum, value) => sum + value, 0),
      1,
      tolerances.float32Stored,
      'weights',
    )
    expectCloseNumber(
      [...point.pens].reduce((sum, value) => sum + value, 0),
      1,
      tolerances.float32Stored,
      'pens',
    )
    expect(point.signals.map(({ layer, name }) => `${layer}/${name}`)).toEqual([
      'lstm/i',
      'lstm/f',
      'lstm/o',
      'lstm/g',
      'lstm/c',
      'lstm/h',
      'mixture/output',
    ])
    writer.dispose()
  })

  it('goes on from a beginning as a trace of it says, and its futures leave it alone', async () => {
    const writer = await engine.createWriter(spec, { seed: 1 })
    const set = randomDrawings([6])
    const beginning = sequenceOf(set, 0)
    const writing = await writer.write({ label: 4, seed: 9, beginning })
    const futures = await writing.futures(5, 3)
    expect(await writing.futures(5, 3)).toEqual(futures)
    expect(futures.every(({ length }) => length > 0 && length <= (spec.strokes.points - 6) * POINT_VALUES)).toBe(true)
    const point = (await writing.next())!
    const written = writing.sequence
    expect(written).toHaveLength(7 * POINT_VALUES)
    const { expectations } = await writer.trace(written, 4)
    expectClose(point.mixture.meansX, expectations[6]!.mixture.meansX, tolerances.float32Kernel, 'means')
    expectClose(point.mixture.weights, expectations[6]!.mixture.weights, tolerances.float32Kernel, 'weights')
    writer.dispose()
  })

  it('writes many side by side as one by one', async () => {
    const writer = await engine.createWriter(spec, { seed: 1 })
    const requests = [1, 2, 3].map((seed) => ({ label: seed, seed }))
    const many = await writer.writeMany([...requests, { label: 1, seed: 1, beginning: sequenceOf(randomDrawings([2]), 0) }])
    for (const [index, options] of requests.entries()) {
      const writing = await writer.write(options)
      await writeOn(writing)
      expectClose(many[index]!, writing.sequence, tolerances.float32Kernel, `drawing ${index}`)
    }
    expect(many[3]!.length).toBeGreaterThan(2 * POINT_VALUES)
    writer.dispose()
  })

  it('holds signals while it writes, at the timesteps that are named', async () => {
    const writer = await engine.createWriter(writers['lstm']!, { seed: 1 })
    const clamps = [{ layer: 'lstm', signal: 'f', value: 0.25, steps: { from: 1, to: 3 } }]
    const writing = await writer.write({ label: 1, seed: 2, clamps, beginning: sequenceOf(randomDrawings([1]), 0) })
    const gates: number[][] = []
    for (let step = 1; step < 4; step++) {
      const point = await writing.next()
      if (point === null) break
      gates.push([...point.signals.find(({ name }) => name === 'f')!.data])
    }
    expect(gates[0]!.every((value) => value === 0.25)).toBe(true)
    expect((gates[2] ?? [0]).every((value) => value === 0.25)).toBe(false)
    writer.dispose()
  })

  it('makes what is likely likelier when it is cold or steady', async () => {
    const writer = await engine.createWriter(writers['lstm']!, { seed: 1 })
    const spreadOf = async (manner: { temperature?: number; steadiness?: number }) => {
      const point = (await (await writer.write({ label: 1, seed: 2, ...manner })).next())!
      return point.mixture.deviationsX.reduce((sum, value) => sum + value, 0)
    }
    const usual = await spreadOf({})
    expectCloseNumber(await spreadOf({ temperature: 0.25 }), usual / 2, tolerances.float32Stored, 'temperature')
    expectCloseNumber(await spreadOf({ steadiness: 1 }), usual / Math.E, tolerances.float32Stored, 'steadiness')
    writer.dispose()
  })
})

describe('refuses', () => {
  it('what could not write', () => {
    const lstm = { type: 'lstm', units: 3 }
    const head = { type: 'mixture', components: 2 }
    const spec = { version: 1, strokes: { points: 4 }, layers: [lstm], head }
    expect(parseWriterSpec(spec)).toMatchObject({ layers: [{ returnSequences: true, direction: 'forward' }] })
    for (const wrong of [
      { ...spec, layers: [{ ...lstm, direction: 'both' }] },
      { ...spec, layers: [{ ...lstm, returnSequences: false }] },
      { ...spec, layers: [{ type: 'flatten' }] },
      { ...spec, layers: [{ type: 'dense', units: 10, activation: 'softmax' }] },
      { ...spec, layers: [] },
      { ...spec, head: { type: 'mixture', components: 0 } },
      { ...spec, head: { type: 'dense' } },
      { ...spec, strokes: { points: 0 } },
      { ...spec, input: {} },
      { ...spec, version: 2 },
    ]) {
      expect(() => parseWriterSpec(wrong)).toThrow(SpecError)
    }
  })

  it('drawings that are too long, of no class, or without numbers, and manners that make none', async () => {
    const writer = await float64.createWriter(writers['lstm']!, { seed: 1 })
    await expect(writer.evaluate(randomDrawings([13]))).rejects.toThrow(ShapeError)
    await expect(writer.evaluate(randomDrawings([]))).rejects.toThrow(ShapeError)
    const wrong = randomDrawings([3])
    await expect(writer.evaluate({ ...wrong, weights: Float32Array.of(1, 1) })).rejects.toThrow(ShapeError)
    await expect(writer.evaluate({ ...wrong, weights: Float32Array.of(NaN) })).rejects.toThrow(ShapeError)
    wrong.points[2] = 3
    await expect(writer.evaluate(wrong)).rejects.toThrow(ShapeError)
    await expect(writer.write({ label: 10, seed: 1 })).rejects.toThrow(ShapeError)
    await expect(writer.write({ label: 1, seed: 1, temperature: 0 })).rejects.toThrow(SpecError)
    await expect(writer.write({ label: 1, seed: 1, clamps: [{ layer: 'gru', signal: 'z', value: 0 }] })).rejects.toThrow(SpecError)
    writer.dispose()
  })
})
