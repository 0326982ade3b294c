import { describe, expect, it } from 'vitest'
import { ShapeError, SpecError } from '../../../core/errors'
import type { LabelledImages } from '../../../core/images'
import { Random, Stream } from '../../../core/random'
import { taskOf } from '../../../core/task'
import { randomInk, rowNetworks, rowsOf, rowsWithDropout } from '../../../testing/ink'
import { expectExactGradients, expectGoesOn, expectSameLossAndGradients } from '../../../testing/generative'
import { expectClose, expectCloseNumber, tolerances } from '../../../testing/tolerance'
import { expectSameTrajectory, trajectory } from '../../../testing/trajectories'
import { masksOf } from '../../spec/rows/masks'
import { describeRows, parseRowsSpec, type RowsSpec } from '../../spec/rows/rows-spec'
import { createCpuEngine } from '../cpu/cpu-engine'
import { binarize } from './pictures'

/** Networks that draw row by row on the CPU: float64 against central differences, SIMD against float64, pixel by pixel against whole pictures. */

const float64 = await createCpuEngine()
const simd = await createCpuEngine({ precision: 'float32' })
const engines = [
  ['float64', float64],
  ['SIMD', simd],
] as const

const inkFor = (spec: RowsSpec, count: number, seed?: number) => randomInk(taskOf(spec).input, count, seed)

/** A network whose weights have every size, also where they are masked: no sum is where relu has its corner, and none is near 0. */
async function strong(engine: typeof float64, spec: RowsSpec, seed = 7) {
  const model = await engine.createRows(spec, { seed })
  const random = new Random(seed, 1)
  const parameters = [...(await model.parameters())].map(
    ([name, { shape, data }]) => [name, { shape, data: data.map(() => random.normal()) }] as const,
  )
  await model.setParameters(new Map(parameters))
  return model
}

/** All pictures of so few pixels. */
function everyPicture(pixels: number): Uint8Array {
  return Uint8Array.from({ length: pixels * 2 ** pixels }, (_, index) => (Math.floor(index / pixels) >> (index % pixels)) & 1)
}

describe.each(Object.entries(rowNetworks))('%s', (_name, spec) => {
  it('has the gradients that central differences give, and none where a weight is masked', async () => {
    const model = await strong(float64, spec, 9)
    const pictures = inkFor(spec, 3)
    const masks = masksOf(model.description)
    await expectExactGradients(model, pictures, (name, index) => masks.get(name)?.[index] === 0)
    model.dispose()
  })

  it('has the same loss and gradients in float32', async () => {
    const pictures = inkFor(spec, 35)
    const [exact, fast] = [await float64.createRows(spec, { seed: 1 }), await simd.createRows(spec, { seed: 1 })]
    await expectSameLossAndGradients(fast, exact, pictures)
    exact.dispose()
    fast.dispose()
  })

  it.each(engines)('says the same of a picture pixel by pixel as of all of it, in %s', async (_precision, engine) => {
    const model = await engine.createRows(spec, { seed: 2 })
    const pictures = inkFor(spec, 2)
    const { nats: whole } = await model.evaluate(pictures)
    const size = pictures.length / 2
    const { height, width } = taskOf(spec).input
    for (const place of [0, 1]) {
      const picture = pictures.subarray(place * size, (place + 1) * size)
      const { nats, probabilities, signals } = await model.trace(picture)
      expectCloseNumber(
        nats.reduce((sum, value) => sum + value, 0),
        whole[place]!,
        tolerances.float32Model,
        'nats',
      )
      const fromChances = probabilities.reduce((sum, chance, at) => sum - Math.log(picture[at] === 1 ? chance : 1 - chance), 0)
      expectCloseNumber(fromChances, whole[place]!, tolerances.float32Model, 'probabilities')
      expect(probabilities).toHaveLength(height * width)
      for (const { shape, data } of signals) expect([shape[0], data.length]).toEqual([height, height * shape[1]!])
    }
    model.dispose()
  })
})

describe('the likelihood is exact', () => {
  it.each([
    ['an LSTM', rowsOf([{ type: 'lstm', units: 5 }], [7], [3, 4])],
    [
      'two layers, a deep head',
      rowsOf(
        [
          { type: 'gru', units: 3 },
          { type: 'dense', units: 4, activation: 'relu' },
        ],
        [9, 5],
        [4, 3],
      ),
    ],
    ['no hidden units', rowsOf([{ type: 'rnn', units: 4 }], [], [2, 6])],
  ])('and that of all pictures sums to 1: %s', async (_name, spec) => {
    const drawn = await strong(float64, spec)
    const { height, width } = taskOf(spec).input
    const { nats } = await drawn.evaluate(everyPicture(height * width))
    expectCloseNumber(
      nats.reduce((sum, value) => sum + Math.exp(-value), 0),
      1,
      tolerances.float32Stored,
      'sum',
    )
    drawn.dispose()
  })
})

describe('training', () => {
  const settings = { epochs: 2, batchSize: 3, seed: 7, optimizer: { type: 'adam', learningRate: 1e-3, clipNorm: 1 } } as const

  const greyFor = (spec: RowsSpec, count: number): LabelledImages => {
    const random = new Random(4, 1)
    const { height, width } = taskOf(spec).input
    const images = Uint8Array.from({ length: count * height * width }, () => random.integer(256))
    return { name: 'grey', task: taskOf(spec), images, labels: new Uint8Array(count) }
  }

  const trained = async (engine: typeof float64, spec: RowsSpec) => {
    const model = await engine.createRows(spec, { seed: 1 })
    const path = await trajectory(model, greyFor(spec, 7), settings)
    model.dispose()
    return path
  }

  it.each([
    ['lstm', rowNetworks['lstm']!],
    ['stacked', rowNetworks['stacked']!],
    ['dropout', rowsWithDropout],
  ])('takes the same way in float32: %s', async (_name, spec) => {
    expectSameTrajectory(await trained(simd, spec), await trained(float64, spec))
  })

  it('leaves masked weights at 0, and what was learnt likely', async () => {
    const spec = rowNetworks['lstm']!
    const { parameters } = await trained(simd, spec)
    for (const [name, mask] of masksOf(describeRows(spec))) {
      const { data } = parameters.get(name)!
      expect(data.every((value, index) => (value !== 0) === (mask[index] === 1))).toBe(true)
    }
    const model = await simd.createRows(spec, { seed: 1 })
    const set = greyFor(spec, 2)
    const sharp = { ...set, images: set.images.map((level) => (level > 127 ? 255 : 0)) }
    await model.fit(sharp, { epochs: 150, batchSize: 2, seed: 1, optimizer: { type: 'adam', learningRate: 2e-2 } }).done
    const { loss, accuracy } = await model.evaluate(binarize(sharp.images, new Random(1, 1)))
    expect(loss).toBeLessThan(1.5)
    expect(accuracy).toBeGreaterThan(0.9)
    model.dispose()
  })

  it('goes on from the end of an epoch as if it had never stopped', async () => {
    const set = greyFor(rowsWithDropout, 7)
    await expectGoesOn(
      (weights) => float64.createRows(rowsWithDropout, weights),
      (model, control) => model.fit(set, { ...settings, ...control }),
    )
  })
})

it('makes a pixel black as often as it is dark', () => {
  const levels = Uint8Array.from({ length: 30_000 }, (_, index) => [0, 64, 255][index % 3]!)
  const ink = binarize(levels, new Random(1, Stream.binarize))
  const shareOf = (place: number) => ink.reduce((sum, value, index) => sum + (index % 3 === place ? value : 0), 0) / 10_000
  expect([shareOf(0), shareOf(2)]).toEqual([0, 1])
  expect(Math.abs(shareOf(1) - 64 / 255)).toBeLessThan(0.015)
})

describe.each(engines)('drawing in %s', (_precision, engine) => {
  const spec = rowNetworks['stacked']!
  const { width } = taskOf(spec).input

  it('gives the same bits for the same seed, alone and among others, and other pictures for other seeds', async () => {
    const model = await engine.createRows(spec, { seed: 1 })
    const requests = Array.from({ length: 70 }, (_, index) => ({ seed: index, temperature: 1 }))
    const many = await model.draw(requests)
    expect(await model.draw(requests)).toEqual(many)
    const [alone] = await model.draw([{ seed: 66 }])
    expect(alone!.picture).toEqual(many[66]!.picture)
    expectClose(alone!.probabilities, many[66]!.probabilities, tolerances.float32Kernel, 'probabilities')
    expect(new Set(many.map(({ picture }) => picture.join(''))).size).toBeGreaterThan(40)
    model.dispose()
  })

  it('goes on below a beginning as a trace of the picture says', async () => {
    const model = await engine.createRows(spec, { seed: 1 })
    const beginning = inkFor(spec, 1).subarray(0, 2 * width)
    const [drawn] = await model.draw([{ seed: 3, beginning }])
    expect(drawn!.picture.subarray(0, 2 * width)).toEqual(beginning)
    const { probabilities } = await model.trace(drawn!.picture)
    expectClose(drawn!.probabilities, probabilities, tolerances.float32Kernel, 'probabilities')
    model.dispose()
  })

  it('draws pixels as often as it says', async () => {
    const model = await engine.createRows(spec, { seed: 1 })
    const count = 4000
    const drawn = await model.draw(Array.from({ length: count }, (_, seed) => ({ seed })))
    for (const pixel of [0, 7, 19]) {
      const share = drawn.reduce((sum, { picture }) => sum + picture[pixel]!, 0) / count
      const said = drawn.reduce((sum, { probabilities }) => sum + probabilities[pixel]!, 0) / count
      expect(Math.abs(share - said)).toBeLessThan(0.03)
    }
    model.dispose()
  })

  it('keeps to what is likely when it is cold', async () => {
    const model = await strong(engine, spec)
    const [cold] = await model.draw([{ seed: 1, temperature: 0.01 }])
    const [again] = await model.draw([{ seed: 2, temperature: 0.01 }])
    expect(cold!.picture).toEqual(again!.picture)
    model.dispose()
  })
})

describe('refuses', () => {
  it('what could not draw', () => {
    const lstm = { type: 'lstm', units: 3 }
    const spec = { version: 1, draws: 'rows', layers: [lstm], head: { type: 'masked', units: [4] } }
    expect(parseRowsSpec(spec)).toMatchObject({ layers: [{ returnSequences: true, direction: 'forward' }] })
    for (const wrong of [
      { ...spec, layers: [{ ...lstm, direction: 'both' }] },
      { ...spec, layers: [{ ...lstm, returnSequences: false }] },
      { ...spec, layers: [{ type: 'flatten' }] },
      { ...spec, layers: [] },
      { ...spec, head: { type: 'masked', units: [0] } },
      { ...spec, head: { type: 'masked', units: [1.5] } },
      { ...spec, head: { type: 'masked', units: [1, 2, 3, 4, 5] } },
      { ...spec, head: { type: 'masked' } },
      { ...spec, head: { type: 'mixture' } },
      { ...spec, draws: 'columns' },
      { ...spec, input: {} },
      { ...spec, version: 2 },
    ]) {
      expect(() => parseRowsSpec(wrong)).toThrow(SpecError)
    }
  })

  it('pictures of another size, beginnings of no whole rows, and temperatures that make none', async () => {
    const model = await float64.createRows(rowNetworks['lstm']!, { seed: 1 })
    await expect(model.evaluate(new Uint8Array(0))).rejects.toThrow(ShapeError)
    await expect(model.evaluate(new Uint8Array(21))).rejects.toThrow(ShapeError)
    await expect(model.draw([{ seed: 1, beginning: new Uint8Array(7) }])).rejects.toThrow(ShapeError)
    await expect(model.draw([{ seed: 1, beginning: new Uint8Array(25) }])).rejects.toThrow(ShapeError)
    await expect(model.draw([{ seed: 1, temperature: 0 }])).rejects.toThrow(SpecError)
    model.dispose()
  })
})
