import { toInk } from '../../../core/images'
import { describe, expect, it } from 'vitest'
import { DisposedError, DivergedError, ShapeError, SpecError, StateError } from '../../../core/errors'
import type { LabelledImages } from '../../../core/images'
import { IMAGE_PIXELS } from '../../../testing/digits'
import { Random } from '../../../core/random'
import type { Tensor } from '../../../core/tensor'
import { expectGradients } from '../../../testing/gradient-check'
import { expectClose, expectCloseNumber, tolerances } from '../../../testing/tolerance'
import { createCpuEngine } from './cpu-engine'
import type { CpuModel } from './model'
import { float64Primitives } from '../../operations/cpu/float64'
import { STILL } from '../../layers/cpu-layer'
import { Network } from './network'
import type { FitOptions, ModelOptions, StepReport, TrainingRun } from '../../engine'
import { createCpuLoss } from '../../losses/cpu-registry'
import { describeModel } from '../../spec/describe'
import { inputOf } from '../../spec/input'
import type { LayerSpec, ModelSpec } from '../../spec/model-spec'

const crossEntropy = { type: 'categoricalCrossentropy' } as const

function specOf(...layers: LayerSpec[]): ModelSpec {
  return { version: 1, input: inputOf(), layers: [...layers, { type: 'dense', units: 10, activation: 'softmax' }] }
}

const small = specOf({ type: 'lstm', units: 5, returnSequences: false, direction: 'forward' })
const stacked = specOf(
  { type: 'lstm', units: 4, returnSequences: true, direction: 'forward' },
  { type: 'dense', units: 3, activation: 'linear' },
  { type: 'lstm', units: 3, returnSequences: false, direction: 'forward' },
  { type: 'dense', units: 6, activation: 'linear' },
)
/** Every tensor between its recurrent layers has two readers. */
const readTwice = specOf(
  { type: 'dense', units: 3, activation: 'linear' },
  { type: 'gru', units: 2, returnSequences: true, direction: 'both' },
  { type: 'rnn', units: 3, returnSequences: true, direction: 'both' },
  { type: 'lstm', units: 2, returnSequences: false, direction: 'both' },
)

async function createModel(spec: ModelSpec = small, options: ModelOptions = { seed: 1 }): Promise<CpuModel> {
  return (await createCpuEngine()).createModel(spec, options)
}

/** Pictures of noise, each class with a bright band of its own. */
function pictures(count: number, seed = 1): LabelledImages {
  const random = new Random(seed, count)
  const labels = Uint8Array.from({ length: count }, (_, index) => index % 10)
  const images = Uint8Array.from({ length: count * IMAGE_PIXELS }, (_, index) => {
    const row = Math.floor((index % IMAGE_PIXELS) / 28)
    const isBand = Math.floor(row / 2) === 2 + labels[Math.floor(index / IMAGE_PIXELS)]!
    return isBand ? 200 + random.integer(56) : random.integer(40)
  })
  return { name: 'bands', images, labels }
}

const options: FitOptions = { epochs: 2, batchSize: 8, loss: crossEntropy, optimizer: { type: 'adam', learningRate: 1e-2 }, seed: 3 }

async function recordRun(run: TrainingRun): Promise<readonly StepReport[]> {
  const reports: StepReport[] = []
  run.subscribe((event) => {
    if (event.type === 'steps') reports.push(event.report)
  })
  await run.done
  return reports
}

function lossesOf(reports: readonly StepReport[]): number[] {
  return reports.flatMap(({ losses }) => [...losses])
}

describe('a model on the CPU', () => {
  it('says what computes', async () => {
    const cpu = { code: 'javascript', threads: 1, shortfalls: [] }
    expect((await createCpuEngine()).info).toEqual({ kind: 'cpu', adapter: 'JavaScript, float64', isSoftware: false, features: [], cpu })
  })

  it('refuses a specification that makes no sense', async () => {
    const engine = await createCpuEngine()
    await expect(engine.createModel({ ...small, layers: [] }, { seed: 1 })).rejects.toThrow(SpecError)
  })

  it('starts from the same parameters for the same seed', async () => {
    const [a, b, other] = await Promise.all([createModel(), createModel(), createModel(small, { seed: 2 })])
    expect(await a.parameters()).toEqual(await b.parameters())
    expect(await a.parameters()).not.toEqual(await other.parameters())
    expect([...(await a.parameters()).keys()]).toEqual(['lstm/kernel', 'lstm/recurrent_kernel', 'lstm/bias', 'dense/kernel', 'dense/bias'])
  })

  it('answers with probabilities, however many pictures and whatever the pieces', async () => {
    const images = toInk(pictures(130).images)
    const whole = await (await createModel()).predict(images)
    const cut = await (await createModel(small, { seed: 1, maxBatch: 7 })).predict(images)
    expect(whole).toHaveLength(1300)
    expectClose(cut, whole, tolerances.float32Stored, 'probabilities')
    for (let row = 0; row < 130; row++) {
      const sum = whole.subarray(row * 10, row * 10 + 10).reduce((total, value) => total + value)
      expectCloseNumber(sum, 1, tolerances.float32Stored, 'sum')
    }
    expect(await (await createModel()).predict(new Float32Array())).toHaveLength(0)
  })

  it('reads rows from top to bottom', async () => {
    const image = Float32Array.from({ length: IMAGE_PIXELS }, (_, index) => index / IMAGE_PIXELS)
    const trace = await (await createModel()).trace(image)
    expect(trace.input).toEqual({ shape: [28, 28], data: image })
  })
})

it.each([
  ['one LSTM', small],
  ['a stack', stacked],
  ['a stack that reads everything both ways', readTwice],
])('%s has the gradients of its loss, through softmax and all layers down to the picture', (_, spec) => {
  const network = new Network(describeModel(spec), float64Primitives)
  const random = new Random(9, 1)
  network.parameters.flat.forEach((__, index) => (network.parameters.flat[index] = random.normal(0, 0.3)))
  const plan = network.plan(2)
  plan.input.forEach((__, index) => (plan.input[index] = random.uniform()))
  const labels = Uint8Array.of(3, 9)
  const loss = createCpuLoss(crossEntropy)
  const mean = () => {
    plan.forward(STILL)
    return loss(plan.scores, labels, 10, null) / 2
  }
  const dScores = new Float64Array(20)
  const gradients = new Network(describeModel(spec), float64Primitives).parameters
  mean()
  loss(plan.scores, labels, 10, { values: dScores, scale: 1 / 2 })
  const dInput = Float64Array.from(plan.backward(dScores, gradients, true)!)
  const claimed = network.description.parameters.map(({ name }) => {
    return { name, values: network.parameters.view(name), gradient: gradients.view(name) }
  })
  expectGradients(mean, claimed)
  expectGradients(mean, [{ name: 'pictures', values: plan.input.subarray(0, 100), gradient: dInput.subarray(0, 100) }])
})

describe.each([
  ['one LSTM', small],
  ['a stack', stacked],
])('%s', (_, spec) => {
  it('gives loss and gradients of the mean, whatever the pieces', async () => {
    const set = pictures(13)
    const images = toInk(set.images)
    const whole = await (await createModel(spec)).exactLossAndGradients(images, set.labels, crossEntropy)
    const cut = await (await createModel(spec, { seed: 1, maxBatch: 3 })).exactLossAndGradients(images, set.labels, crossEntropy)
    expectCloseNumber(cut.loss, whole.loss, tolerances.float64, 'loss')
    expectClose(cut.gradients.flat, whole.gradients.flat, tolerances.float64, 'gradients')
    const { loss, gradients } = await (await createModel(spec)).lossAndGradients(images, set.labels, crossEntropy)
    expect(loss).toBe(whole.loss)
    expect(gradients).toEqual(whole.gradients.tensors())
  })

  it('ends its belief with its answer', async () => {
    const model = await createModel(spec)
    const image = toInk(pictures(1).images)
    const trace = await model.trace(image)
    expect(trace.belief.shape).toEqual([28, 10])
    expect(trace.probabilities).toEqual(trace.belief.data.slice(-10))
    expectClose(trace.probabilities, await model.predict(image), tolerances.float32Stored, 'answer')
    expect(trace.signals.map(({ layer, name }) => `${layer}/${name}`)).toEqual(
      model.description.layers.flatMap((layer) => layer.signals.map(({ name }) => `${layer.name}/${name}`)),
    )
    expectClose(trace.signals.at(-1)!.data, trace.probabilities, tolerances.float32Stored, "the last layer's signal")
  })

  it('believes after t rows what it would answer to t rows', async () => {
    const model = await createModel(spec)
    const { belief } = await model.trace(toInk(pictures(1).images))
    const network = new Network(describeModel(spec, [11, 28]), float64Primitives)
    network.parameters.load(await model.parameters())
    const plan = network.plan(1)
    plan.input.set(toInk(pictures(1).images).subarray(0, 11 * 28))
    plan.forward(STILL)
    const answer = new Float64Array(10)
    float64Primitives.softmax(answer, plan.scores, 1, 10)
    expectClose(belief.data.subarray(10 * 10, 11 * 10), answer, tolerances.float32Stored, 'belief after 11 rows')
  })
})

it('gradients of a single picture are not disturbed by a reading, which uses the same plan', async () => {
  const model = await createModel()
  const { labels, ...set } = pictures(1)
  const images = toInk(set.images)
  const alone = await model.lossAndGradients(images, labels, crossEntropy)
  const [together] = await Promise.all([
    model.lossAndGradients(images, labels, crossEntropy),
    model.trace(images, { gradients: { label: 1 } }),
  ])
  expect(together).toEqual(alone)
})

describe('setParameters', () => {
  it('takes what parameters() gave', async () => {
    const [from, to] = await Promise.all([createModel(), createModel(small, { seed: 2 })])
    await to.setParameters(await from.parameters())
    expect(await to.parameters()).toEqual(await from.parameters())
  })

  it.each<[string, (tensors: Map<string, Tensor>) => void, string]>([
    ['a missing tensor', (tensors) => tensors.delete('lstm/bias'), 'lstm/bias'],
    ['an unknown tensor', (tensors) => tensors.set('gru/bias', { shape: [1], data: new Float32Array(1) }), 'gru/bias'],
    ['a transposed tensor', (tensors) => tensors.set('dense/kernel', { shape: [10, 5], data: new Float32Array(50) }), 'dense/kernel'],
    ['a short tensor', (tensors) => tensors.set('dense/bias', { shape: [10], data: new Float32Array(9) }), 'dense/bias'],
    ['NaN', (tensors) => tensors.set('dense/bias', { shape: [10], data: new Float32Array(10).fill(Number.NaN, 4, 5) }), 'index 4'],
    ['infinity', (tensors) => tensors.set('dense/bias', { shape: [10], data: new Float32Array(10).fill(Infinity) }), 'Infinity'],
  ])('refuses %s and changes nothing', async (_, spoil, message) => {
    const model = await createModel()
    const before = await model.parameters()
    const tensors = new Map([...before].map(([name, { shape, data }]) => [name, { shape, data: data.map((value) => value + 1) }]))
    spoil(tensors)
    await expect(model.setParameters(tensors)).rejects.toThrow(ShapeError)
    await expect(model.setParameters(tensors)).rejects.toThrow(message)
    expect(await model.parameters()).toEqual(before)
  })
})

describe('what does not fit', () => {
  it('is refused with the tensor named', async () => {
    const model = await createModel()
    await expect(model.predict(new Float32Array(100))).rejects.toThrow('tensor images, misfit pictures (size 784, actual 100)')
    await expect(model.trace(new Float32Array(2 * IMAGE_PIXELS))).rejects.toThrow('tensor image, misfit count (expected 784, actual 1568)')
    const images = new Float32Array(2 * IMAGE_PIXELS)
    await expect(model.lossAndGradients(images, Uint8Array.of(1), crossEntropy)).rejects.toThrow(
      'tensor labels, misfit count (expected 2, actual 1)',
    )
    await expect(model.lossAndGradients(images, Uint8Array.of(1, 10), crossEntropy)).rejects.toThrow(
      'tensor labels, misfit classes (count 10, actual 10, index 1)',
    )
    await expect(model.lossAndGradients(new Float32Array(), new Uint8Array(), crossEntropy)).rejects.toThrow(ShapeError)
    const set = { ...pictures(3), labels: Uint8Array.of(1) }
    await expect(model.evaluate(set, crossEntropy)).rejects.toThrow(ShapeError)
    expect(() => model.fit(set, options)).toThrow(ShapeError)
    expect(() => model.fit(pictures(0), options)).toThrow(SpecError)
  })
})

describe('training', () => {
  it('learns 32 pictures by heart', async () => {
    const model = await createModel(specOf({ type: 'lstm', units: 12, returnSequences: false, direction: 'forward' }))
    const set = pictures(32)
    const before = await model.evaluate(set, crossEntropy)
    const reports = await recordRun(model.fit(set, { ...options, epochs: 60 }))
    const after = await model.evaluate(set, crossEntropy)
    expect(before.loss).toBeGreaterThan(2)
    expect(after).toMatchObject({ accuracy: 1, correct: 32, predictions: set.labels })
    expect(after.loss).toBeLessThan(0.1)
    expect(reports.at(-1)!.correct[0]).toBe(8)
  })

  it('gives the same bits for the same seed, and others for another order', async () => {
    const train = async (seed: number) => {
      const model = await createModel()
      const losses = lossesOf(await recordRun(model.fit(pictures(20), { ...options, seed })))
      return { losses, parameters: await model.parameters() }
    }
    const [a, b, other] = [await train(3), await train(3), await train(4)]
    expect(a).toEqual(b)
    expect(a.losses).not.toEqual(other.losses)
    expect(a.losses).toHaveLength(6)
  })

  it('sees every picture once an epoch', async () => {
    const model = await createModel()
    const reports = await recordRun(model.fit(pictures(20), { ...options, epochs: 1 }))
    // Short steps are told together.
    const told = reports.flatMap(({ firstStep, examples }) => Array.from(examples, (count, at) => [firstStep + at, count]))
    expect(told).toEqual([
      [0, 8],
      [1, 8],
      [2, 4],
    ])
    // A batch of everything has the loss of everything, at the parameters before the step.
    const fresh = await createModel()
    const whole = await fresh.evaluate(pictures(20), crossEntropy)
    const [first] = await recordRun(fresh.fit(pictures(20), { ...options, batchSize: 64, epochs: 1 }))
    expectCloseNumber(first!.losses[0]!, whole.loss, tolerances.float32Stored, 'loss')
    expect(first!.correct[0]).toBe(whole.correct)
  })

  it('goes on from a checkpoint as if it had never stopped', async () => {
    const set = pictures(20)
    const whole = await createModel()
    expect(await whole.optimizerState()).toBeNull()
    const expected = lossesOf(await recordRun(whole.fit(set, options)))

    const first = await createModel()
    await recordRun(first.fit(set, { ...options, epochs: 1 }))
    const optimizer = (await first.optimizerState())!
    expect(optimizer.step).toBe(3)
    const second = await createModel(small, { seed: 77 })
    await second.setParameters(await first.parameters())
    const losses = lossesOf(await recordRun(second.fit(set, { ...options, resumeFrom: { epoch: 1, optimizer } })))
    expectClose(losses, expected.slice(3), tolerances.float32Stored, 'losses of the second epoch')
    const [actual, wanted] = [await second.parameters(), await whole.parameters()]
    for (const [name, { data }] of wanted) expectClose(actual.get(name)!.data, data, tolerances.trajectory, name)
  })

  it('answers while it trains', async () => {
    const model = await createModel()
    const image = toInk(pictures(1).images)
    const answers = [await model.predict(image)]
    const run = model.fit(pictures(20), { ...options, epochs: 1000 })
    await new Promise<void>((resolve) => run.subscribe((event) => event.type === 'steps' && resolve()))
    answers.push((await model.trace(image)).probabilities)
    expect(run.state).toBe('running')
    expect(answers[0]).not.toEqual(answers[1])
    await run.stop()
  })

  it('refuses a second run until the first is over', async () => {
    const model = await createModel()
    const run = model.fit(pictures(10), { ...options, startPaused: true })
    expect(() => model.fit(pictures(10), options)).toThrow(StateError)
    await run.stop()
    await model.fit(pictures(10), { ...options, epochs: 1 }).done
  })

  it('fails when the loss is no number any more', async () => {
    const model = await createModel()
    model.valuesOf('dense/bias').fill(Number.NaN)
    await expect(model.fit(pictures(10), options).done).rejects.toThrow(DivergedError)
  })

  it('tells how far an evaluation is', async () => {
    const heard: number[] = []
    const model = await createModel(small, { seed: 1, maxBatch: 8 })
    await model.evaluate(pictures(21), crossEntropy, (done) => heard.push(done))
    expect(heard).toEqual([8, 16, 21])
  })
})

describe('dispose', () => {
  it('ends the run and refuses everything after', async () => {
    const engine = await createCpuEngine()
    const model = await engine.createModel(small, { seed: 1 })
    const run = model.fit(pictures(10), { ...options, epochs: 1000 })
    engine.dispose()
    await run.done
    expect(run.state).toBe('stopped')
    await expect(engine.createModel(small, { seed: 1 })).rejects.toThrow(DisposedError)
    await expect(model.parameters()).rejects.toThrow(DisposedError)
    await expect(model.setParameters(new Map())).rejects.toThrow(DisposedError)
    await expect(model.predict(new Float32Array())).rejects.toThrow(DisposedError)
    await expect(model.trace(new Float32Array(IMAGE_PIXELS))).rejects.toThrow(DisposedError)
    await expect(model.evaluate(pictures(1), crossEntropy)).rejects.toThrow(DisposedError)
    await expect(model.optimizerState()).rejects.toThrow(DisposedError)
    expect(() => model.fit(pictures(1), options)).toThrow(DisposedError)
  })

  it('ends an evaluation on its way', async () => {
    const model = await createModel(small, { seed: 1, maxBatch: 2 })
    const evaluation = model.evaluate(pictures(20), crossEntropy)
    model.dispose()
    await expect(evaluation).rejects.toThrow(DisposedError)
  })
})
