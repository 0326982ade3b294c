import { toInk } from '../../core/images'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../core/errors'
import type { LabelledImages } from '../../core/images'
import { IMAGE_PIXELS } from '../../testing/digits'
import { Random } from '../../core/random'
import { besideFloat64, enginesUnderTest } from '../../testing/engines'
import { expectClose, expectCloseNumber, tolerances } from '../../testing/tolerance'
import type { FitOptions, Model } from '../engine'
import { inputOf } from '../spec/input'
import type { ModelSpec } from '../spec/model-spec'

/** Whole models: the visitors' engines against the float64 one, through the one face of all. */

const crossEntropy = { type: 'categoricalCrossentropy' } as const

function rowLstm(units: number): ModelSpec {
  return {
    version: 1,
    input: inputOf(),
    layers: [
      { type: 'lstm', units, returnSequences: false, direction: 'forward' },
      { type: 'dense', units: 10, activation: 'softmax' },
    ],
  }
}

const stacked: ModelSpec = {
  version: 1,
  input: inputOf(),
  layers: [
    { type: 'lstm', units: 12, returnSequences: true, direction: 'forward' },
    { type: 'lstm', units: 9, returnSequences: false, direction: 'forward' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
}

/** Every recurrent kind and direction under the masks of blank rows. */
const masked: ModelSpec = {
  version: 1,
  input: inputOf({ skipBlank: true }),
  layers: [
    { type: 'gru', units: 6, returnSequences: true, direction: 'both' },
    { type: 'rnn', units: 7, returnSequences: true, direction: 'backward' },
    { type: 'lstm', units: 5, returnSequences: false, direction: 'both' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
}

/** Blobs of ink whose place depends on the class, so that there is something to learn. */
function blobs(count: number): LabelledImages {
  const random = new Random(11, count)
  const labels = Uint8Array.from({ length: count }, () => random.integer(10))
  const images = new Uint8Array(count * IMAGE_PIXELS)
  labels.forEach((label, index) => {
    for (let y = 0; y < 8; y++) {
      for (let x = 0; x < 8; x++) {
        images[index * IMAGE_PIXELS + (4 + 2 * (label % 5) + y) * 28 + 4 + 10 * Math.floor(label / 5) + x] = 128 + random.integer(128)
      }
    }
  })
  return { name: 'blobs', images, labels }
}

function asFloats(set: LabelledImages, count: number): { images: Float32Array; labels: Uint8Array } {
  return {
    images: toInk(set.images.subarray(0, count * IMAGE_PIXELS)),
    labels: set.labels.slice(0, count),
  }
}

describe.each(enginesUnderTest)('$name', ({ create }) => {
  const pair = besideFloat64(create)

  /** The same model on both engines, with the same parameters. */
  async function twins(spec: ModelSpec, maxBatch?: number): Promise<readonly [Model, Model]> {
    const options = maxBatch === undefined ? { seed: 5 } : { seed: 5, maxBatch }
    return [await pair.tested.createModel(spec, options), await pair.float64.createModel(spec, options)]
  }

  describe.each([
    ['row-lstm with 7 units', rowLstm(7)],
    ['row-lstm with 128 units', rowLstm(128)],
    ['two stacked LSTMs', stacked],
    ['GRU, RNN and LSTM over masked rows', masked],
  ] as const)('%s', (_name, spec) => {
    it('starts from the same parameters', async () => {
      const [ours, theirs] = await twins(spec)
      const expected = await theirs.parameters()
      const actual = await ours.parameters()
      expect([...actual.keys()]).toEqual([...expected.keys()])
      for (const [name, { shape, data }] of expected) {
        expect(actual.get(name)!.shape).toEqual(shape)
        expectClose(actual.get(name)!.data, data, tolerances.exact, name)
      }
    })

    it('has the same loss and gradients', async () => {
      const [ours, theirs] = await twins(spec)
      const { images, labels } = asFloats(blobs(19), 19)
      const expected = await theirs.lossAndGradients(images, labels, crossEntropy)
      const actual = await ours.lossAndGradients(images, labels, crossEntropy)
      expectCloseNumber(actual.loss, expected.loss, tolerances.float32Model, 'loss')
      for (const [name, { data }] of expected.gradients) {
        expectClose(actual.gradients.get(name)!.data, data, tolerances.float32Model, `gradient of ${name}`)
      }
    })

    it('answers and traces alike', async () => {
      const [ours, theirs] = await twins(spec)
      const { images } = asFloats(blobs(21), 21)
      expectClose(await ours.predict(images), await theirs.predict(images), tolerances.float32Kernel, 'probabilities')
      const image = images.subarray(0, IMAGE_PIXELS)
      const actual = await ours.trace(image)
      const expected = await theirs.trace(image)
      expectClose(actual.input.data, expected.input.data, tolerances.exact, 'input')
      expectClose(actual.belief.data, expected.belief.data, tolerances.float32Kernel, 'belief')
      expectClose(actual.probabilities, expected.probabilities, tolerances.float32Kernel, 'answer')
      expect(actual.signals.map(({ layer, name, shape }) => ({ layer, name, shape }))).toEqual(
        expected.signals.map(({ layer, name, shape }) => ({ layer, name, shape })),
      )
      expected.signals.forEach((signal, index) => {
        expectClose(actual.signals[index]!.data, signal.data, tolerances.float32Kernel, `${signal.layer}/${signal.name}`)
      })
    })

    it('takes the same ten steps', async () => {
      const models = await twins(spec)
      // 10 steps: two epochs of four whole batches and one smaller one.
      const set = blobs(70)
      const options: FitOptions = { epochs: 2, batchSize: 16, loss: crossEntropy, optimizer: { type: 'adam', learningRate: 1e-3 }, seed: 8 }
      const [actual, expected] = await Promise.all(models.map((model) => trajectory(model, set, options)))
      expect(actual!.losses).toHaveLength(10)
      expectClose(actual!.losses, expected!.losses, tolerances.float32Model, 'losses')
      expect(actual!.correct).toEqual(expected!.correct)
      for (const [name, { data }] of expected!.parameters) {
        expectClose(actual!.parameters.get(name)!.data, data, tolerances.trajectory, name)
      }
    })
  })

  async function trajectory(model: Model, set: LabelledImages, options: FitOptions) {
    const losses: number[] = []
    const correct: number[] = []
    const run = model.fit(set, options)
    run.subscribe((event) => {
      if (event.type !== 'steps') return
      losses.push(...event.report.losses)
      correct.push(...event.report.correct)
    })
    await run.done
    return { losses, correct, parameters: await model.parameters() }
  }

  it('computes many examples in pieces', async () => {
    const [ours, theirs] = await twins(rowLstm(7), 8)
    const set = blobs(21)
    const { images, labels } = asFloats(set, 21)
    expectClose(await ours.predict(images), await theirs.predict(images), tolerances.float32Kernel, 'probabilities')
    const actual = await ours.lossAndGradients(images, labels, crossEntropy)
    const expected = await theirs.lossAndGradients(images, labels, crossEntropy)
    expectCloseNumber(actual.loss, expected.loss, tolerances.float32Model, 'loss')
    for (const [name, { data }] of expected.gradients) expectClose(actual.gradients.get(name)!.data, data, tolerances.float32Model, name)
    const heard: number[] = []
    const evaluation = await ours.evaluate(set, crossEntropy, (done) => heard.push(done))
    const reference = await theirs.evaluate(set, crossEntropy)
    expect(heard).toEqual([8, 16, 21])
    expect([...evaluation.predictions]).toEqual([...reference.predictions])
    expect(evaluation.correct).toBe(reference.correct)
    expectCloseNumber(evaluation.loss, reference.loss, tolerances.float32Model, 'evaluated loss')
  })

  it('gives the same bits for the same seed', async () => {
    const set = blobs(100)
    const options: FitOptions = { epochs: 2, batchSize: 32, loss: crossEntropy, optimizer: { type: 'adam', learningRate: 1e-3 }, seed: 3 }
    const [first, second] = [
      await pair.tested.createModel(rowLstm(16), { seed: 2 }),
      await pair.tested.createModel(rowLstm(16), { seed: 2 }),
    ]
    const a = await trajectory(first, set, options)
    const b = await trajectory(second, set, options)
    expect(a.losses).toEqual(b.losses)
    for (const [name, { data }] of a.parameters) expectClose(b.parameters.get(name)!.data, data, tolerances.exact, name)
  })

  it('goes on from a checkpoint as if it had not stopped', async () => {
    const set = blobs(96)
    const options: FitOptions = { epochs: 3, batchSize: 32, loss: crossEntropy, optimizer: { type: 'adam', learningRate: 1e-3 }, seed: 3 }
    const whole = await pair.tested.createModel(rowLstm(8), { seed: 2 })
    const expected = await trajectory(whole, set, options)
    const part = await pair.tested.createModel(rowLstm(8), { seed: 2 })
    await trajectory(part, set, { ...options, epochs: 1 })
    const resumed = await pair.tested.createModel(rowLstm(8), { parameters: await part.parameters() })
    const optimizer = (await part.optimizerState())!
    const actual = await trajectory(resumed, set, { ...options, resumeFrom: { epoch: 1, optimizer } })
    expect(actual.losses).toEqual(expected.losses.slice(3))
  })

  it('gives the bits of a planned run when its learning rate is turned, also where it goes on within an epoch', async () => {
    const set = blobs(96)
    const options: FitOptions = { epochs: 2, batchSize: 32, loss: crossEntropy, optimizer: { type: 'adam' }, seed: 3 }
    const schedule = { learningRate: 1e-3, changes: [{ step: 2, learningRate: 2e-2 }] }
    const planned = await pair.tested.createModel(rowLstm(8), { seed: 2 })
    const expected = await trajectory(planned, set, { ...options, schedule })

    const turned = await pair.tested.createModel(rowLstm(8), { seed: 2 })
    const run = turned.fit(set, { ...options, schedule: { learningRate: 1e-3 }, startPaused: true })
    const losses: number[] = []
    run.subscribe((event) => event.type === 'steps' && losses.push(...event.report.losses))
    await run.step()
    await run.step()
    const kept = await run.whileAtRest(async () => ({ parameters: await turned.parameters(), optimizer: (await turned.optimizerState())! }))
    const { position } = run
    run.setLearningRate(2e-2)
    run.resume()
    await run.done
    expect(losses).toEqual(expected.losses)
    for (const [name, { data }] of await turned.parameters()) {
      expectClose(data, expected.parameters.get(name)!.data, tolerances.exact, name)
    }

    const resumed = await pair.tested.createModel(rowLstm(8), { parameters: kept.parameters })
    const rest = await trajectory(resumed, set, {
      ...options,
      schedule: run.schedule,
      resumeFrom: { ...position, optimizer: kept.optimizer },
    })
    expect(rest.losses).toEqual(expected.losses.slice(2))
  })

  it('answers readings while it trains', async () => {
    const model = await pair.tested.createModel(rowLstm(16), { seed: 2 })
    const set = blobs(640)
    const run = model.fit(set, {
      epochs: 1,
      batchSize: 32,
      loss: crossEntropy,
      optimizer: { type: 'adam', learningRate: 1e-2 },
      seed: 3,
      startPaused: true,
    })
    const image = asFloats(set, 1).images
    await run.step()
    const before = await model.trace(image)
    const moved = new Promise<void>((resolve) => run.subscribe((event) => event.type === 'steps' && resolve()))
    run.resume()
    await model.trace(image)
    await moved
    await run.pause()
    const after = await model.trace(image)
    expect([...after.probabilities]).not.toEqual([...before.probabilities])
    run.resume()
    await run.done
    expect(run.state).toBe('finished')
  })

  it('refuses tensors that do not fit, and stays as it was', async () => {
    const model = await pair.tested.createModel(rowLstm(7), { seed: 2 })
    const good = await model.parameters()
    const bad = new Map(good)
    bad.set('lstm/bias', { shape: [28], data: new Float32Array(28).fill(Number.NaN) })
    await expect(model.setParameters(bad)).rejects.toThrow(/lstm\/bias/)
    const after = await model.parameters()
    for (const [name, { data }] of good) expectClose(after.get(name)!.data, data, tolerances.exact, name)
  })

  it('begins with the weights it is given', async () => {
    const from = await pair.tested.createModel(stacked, { seed: 2 })
    const parameters = await from.parameters()
    const model = await pair.tested.createModel(stacked, { parameters })
    for (const [name, { data }] of await model.parameters()) expectClose(data, parameters.get(name)!.data, tolerances.exact, name)
    const { images } = asFloats(blobs(5), 5)
    expect(await model.predict(images)).toEqual(await from.predict(images))
  })

  it('makes no model of weights that do not fit', async () => {
    const parameters = new Map(await (await pair.tested.createModel(rowLstm(7), { seed: 2 })).parameters())
    parameters.set('lstm/bias', { shape: [24], data: new Float32Array(24) })
    const made = pair.tested.createModel(rowLstm(7), { parameters })
    await expect(made).rejects.toThrow(ShapeError)
    await expect(made).rejects.toThrow(/lstm\/bias/)
  })

  it('says so when it is used after dispose', async () => {
    const engine = await create()
    const model = await engine.createModel(rowLstm(4), { seed: 1 })
    engine.dispose()
    await expect(engine.createModel(rowLstm(4), { seed: 1 })).rejects.toThrow(/dispose/)
    await expect(model.parameters()).rejects.toThrow(/dispose/)
  })
})
