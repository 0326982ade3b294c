import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toInk, type LabelledImages } from '../../src/core/images'
import { Random } from '../../src/core/random'
import { DIGITS, pixelCount } from '../../src/core/task'
import { createCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import type { Engine } from '../../src/nn/engine'
import { inputOf } from '../../src/nn/spec/input'
import type { ModelSpec } from '../../src/nn/spec/model-spec'
import { TRAINING_LOSS } from '../../src/train/loop'
import { failureOf } from '../../src/testing/failure-of'
import { LETTERS } from '../../src/testing/sets/letters'
import { measureModels, type NamedModel } from './models'
import { namesOf, parseMeasureOptions } from './run'
import type { Measured } from './table'
import { likeliest, meanProbabilities, requireVoters, VoteError } from './vote'

function tinySpec(units: number, task = DIGITS): ModelSpec {
  return {
    version: 1,
    ...(task === DIGITS ? {} : { task }),
    input: inputOf(),
    layers: [
      { type: 'rnn', units, returnSequences: false, direction: 'forward' },
      { type: 'dense', units: task.classes.length, activation: 'softmax' },
    ],
  }
}

const random = new Random(3, 100)
const COUNT = 30
const noise: LabelledImages = {
  name: 'Noise',
  images: Uint8Array.from({ length: COUNT * pixelCount(DIGITS.input) }, () => random.integer(256)),
  labels: Uint8Array.from({ length: COUNT }, () => random.integer(10)),
}

let engine: Engine
beforeAll(async () => {
  engine = await createCpuEngine()
})
afterAll(() => engine.dispose())

async function tinyModel(name: string, seed: number, spec = tinySpec(4)): Promise<NamedModel> {
  const model = await engine.createModel(spec, { seed })
  const parameters = await model.parameters()
  model.dispose()
  return { name, spec, parameters }
}

async function probabilitiesOf({ spec, parameters }: NamedModel): Promise<Float32Array> {
  const model = await engine.createModel(spec, { parameters })
  const probabilities = await model.predict(toInk(noise.images))
  model.dispose()
  return probabilities
}

describe('a vote', () => {
  it('is the mean of the probabilities: one that is sure outvotes two that are undecided', () => {
    const [sure, tired] = [Float32Array.of(0.9, 0.1, 0.0), Float32Array.of(0.4, 0.6, 0.0)]
    expect([...meanProbabilities([sure, tired])].map((share) => share.toFixed(3))).toEqual(['0.650', '0.350', '0.000'])
    expect([...likeliest(meanProbabilities([sure, tired, tired]), 3)]).toEqual([0])
  })

  it('answers with the likeliest class of every example, the first of equal ones', () => {
    expect([...likeliest(Float32Array.of(0.2, 0.8, 0.5, 0.5), 2)]).toEqual([1, 0])
  })

  it('of tiny models is what their probabilities come to, behind what each answers alone', async () => {
    const models = await Promise.all([tinyModel('one', 1), tinyModel('two', 2, tinySpec(5)), tinyModel('three', 3)])
    const heard: Measured[] = []
    const rows = await measureModels(engine, models, [noise], { vote: true, hear: (row) => heard.push(row) })
    expect(rows.map(({ model }) => model)).toEqual(['one', 'two', 'three', 'vote of 3: one + two + three'])
    expect(heard).toEqual(rows)
    const voters = await Promise.all(models.map(probabilitiesOf))
    expect(rows.at(-1)!.answers).toEqual(likeliest(meanProbabilities(voters), 10))
    expect(new Set(rows.map(({ answers }) => answers.join())).size).toBeGreaterThan(1)
  })

  it('of one model with itself is that model', async () => {
    const model = await tinyModel('one', 1)
    const [alone, , together] = await measureModels(engine, [model, model], [noise], { vote: true })
    expect(together!.answers).toEqual(alone!.answers)
  })

  it('is of two models at least', () => {
    expect(() => requireVoters([{ name: 'one', task: DIGITS }])).toThrow(
      'A vote needs at least two models, but there are 1. Name more files.',
    )
  })

  it('is of models of one task, and says which are not', async () => {
    const models = [await tinyModel('one', 1), await tinyModel('reader', 1, tinySpec(4, LETTERS))]
    const failure = await failureOf(measureModels(engine, models, [], { vote: true }))
    expect(failure).toBeInstanceOf(VoteError)
    expect(failure).toMatchObject({
      message:
        'Only models of one task can vote together: one tells digits (10 classes, 28×28), and reader tells letters (26 classes, 28×28). Leave one of them out.',
    })
  })
})

describe('models that are measured', () => {
  it('answer as in an evaluation', async () => {
    const named = await tinyModel('one', 1)
    const [row] = await measureModels(engine, [named], [noise], { vote: false })
    const model = await engine.createModel(named.spec, { parameters: named.parameters })
    expect(row!.answers).toEqual((await model.evaluate(noise, TRAINING_LOSS)).predictions)
  })

  it('are of the same task as the set', async () => {
    const reader = await tinyModel('reader', 1, tinySpec(4, LETTERS))
    expect(await failureOf(measureModels(engine, [reader], [noise], { vote: false }))).toMatchObject({ code: 'task' })
  })
})

describe('the command line', () => {
  it('has defaults for everything but the models', () => {
    expect(parseMeasureOptions(['a.safetensors', '--vote', 'b.safetensors'])).toEqual({
      paths: ['a.safetensors', 'b.safetensors'],
      on: ['mnist', 'writers'],
      vote: true,
      most: Infinity,
      seed: 1,
      misread: null,
    })
    expect(parseMeasureOptions(['a', '--on', 'mnist-c,mnist', '--images', '20'])).toMatchObject({
      on: ['mnist-c', 'mnist'],
      most: 20,
      vote: false,
    })
  })

  it('calls models as their files are called, with their folders where two are called alike', () => {
    expect(namesOf(['a/x.safetensors', 'b/x.safetensors', 'b/y.safetensors'])).toEqual(['a/x.safetensors', 'b/x.safetensors', 'y'])
  })

  it.each([
    [['a', '--on', 'emnist'], '--on emnist: allowed are mnist, '],
    [['a', '--images', '0'], '--images 0: allowed are numbers from 1'],
    [['a', '--seed', '-1.5'], "Option '--seed' argument is ambiguous"],
    [['a', '--seed', '0.5'], '--seed 0.5: allowed are whole numbers from 0'],
    [['--vote'], 'No model is named'],
    [['--vote', 'a/x', 'b', './a/x'], './a/x is named twice'],
    [['a', '--preset', 'x'], "Unknown option '--preset'"],
  ])('refuses %j', (args, message) => {
    expect(() => parseMeasureOptions(args)).toThrow(message)
  })
})
