import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { picturesOf, toInk } from '../core/images'
import { DIGITS, pixelCount, TaskError, type Task } from '../core/task'
import { createCpuEngine } from '../nn/engines/cpu/cpu-engine'
import type { Engine, Model } from '../nn/engine'
import { TYPICAL_AUGMENTATION } from '../nn/spec/augmentation'
import { specFor } from '../nn/spec/for-task'
import { inputOf } from '../nn/spec/input'
import type { InputSpec, ModelSpec } from '../nn/spec/model-spec'
import { parseModelSpec } from '../nn/spec/parse'
import { enginesUnderTest } from '../testing/engines'
import { randomSet } from '../testing/pictures'
import { LETTERS, lettersDataSet } from '../testing/sets/letters'
import { expectClose, tolerances } from '../testing/tolerance'
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint'
import { tinySpec } from './tiny-task.fixture'

/** Another task than the digits, from its first picture to its file, on every engine; and pictures of sizes that nothing divides. */

const crossEntropy = { type: 'categoricalCrossentropy' } as const
const adam = { type: 'adam', learningRate: 3e-3 } as const

function reader(task: Task, options: Partial<InputSpec> = {}, units = 24): ModelSpec {
  const layers: ModelSpec['layers'] = [
    { type: 'lstm', units, returnSequences: false, direction: 'forward' },
    { type: 'dense', units: DIGITS.classes.length, activation: 'softmax' },
  ]
  return parseModelSpec(specFor({ version: 1, input: inputOf(options), layers }, task))
}

const letters = lettersDataSet(26 * 8, 26 * 4)

let oracle: Engine

beforeAll(async () => {
  oracle = await createCpuEngine()
})

afterAll(() => oracle.dispose())

describe.each(enginesUnderTest)('$name', ({ create }) => {
  let engine: Engine

  beforeAll(async () => {
    engine = await create()
  })

  afterAll(() => engine.dispose())

  /** The same parameters on both engines. */
  async function pair(spec: ModelSpec): Promise<readonly [ours: Model, theirs: Model]> {
    const [ours, theirs] = await Promise.all([engine, oracle].map((each) => each.createModel(spec, { seed: 5 })))
    return [ours!, theirs!]
  }

  it('learns letters, is measured, saved and opened again', async () => {
    const spec = reader(LETTERS)
    const model = await engine.createModel(spec, { seed: 1 })
    const before = await model.evaluate(letters.test, crossEntropy)
    await model.fit(letters.train, {
      epochs: 12,
      batchSize: 26,
      loss: crossEntropy,
      optimizer: adam,
      seed: 2,
      augment: TYPICAL_AUGMENTATION,
    }).done
    const after = await model.evaluate(letters.test, crossEntropy)
    expect(before.accuracy, 'a fresh model guesses').toBeLessThan(0.2)
    expect(after.accuracy).toBeGreaterThan(0.3)
    expect(after.loss).toBeLessThan(before.loss)

    const picture = toInk(picturesOf(letters.test, 6, 7))
    const { belief, probabilities } = await model.trace(picture)
    expect(belief.shape).toEqual([28, 26])
    const bytes = encodeCheckpoint({
      spec,
      name: 'letters',
      seed: 1,
      epochs: 12,
      trainedOn: [letters.train.name],
      testAccuracy: after.accuracy,
      testedOn: letters.test.name,
      parameters: await model.parameters(),
      run: null,
    })
    const opened = decodeCheckpoint(bytes)
    expect(opened.spec.task).toEqual(LETTERS)
    const again = await engine.createModel(opened.spec, { seed: 9 })
    await again.setParameters(opened.parameters)
    expect((await again.trace(picture)).probabilities).toEqual(probabilities)
    model.dispose()
    again.dispose()
  })

  it('tells a model of one task and a set of another apart before anything runs', async () => {
    const model = await engine.createModel(tinySpec, { seed: 1 })
    const expected = new TaskError({ model: 'digits', data: 'letters' })
    await expect(model.evaluate(letters.test, crossEntropy)).rejects.toThrow(expected)
    expect(() => model.fit(letters.train, { epochs: 1, batchSize: 8, loss: crossEntropy, optimizer: adam, seed: 1 })).toThrow(expected)
    model.dispose()
  })

  it.each([
    { name: 'rows', size: { height: 9, width: 7 }, input: {} },
    { name: 'columns', size: { height: 6, width: 13 }, input: { scan: 'columns', skipBlank: true } },
    { name: 'patches', size: { height: 8, width: 20 }, input: { scan: 'patches', patch: 4, order: 'serpentine' } },
    { name: 'pixels', size: { height: 3, width: 5 }, input: { scan: 'pixels' } },
  ] as const)('reads pictures of $size.height×$size.width by $name as the float64 engine does', async ({ size, input }) => {
    const task: Task = { id: 'odd', classes: ['a', 'b', 'c'].map((label) => ({ label, name: label })), input: size }
    const set = randomSet(37, task)
    const [ours, theirs] = await pair(reader(task, input, 5))
    const images = toInk(set.images)
    const one = images.subarray(0, pixelCount(size))
    expectClose(await ours.predict(images), await theirs.predict(images), tolerances.float32Model, 'probabilities')
    const options = { gradients: { label: 2 } }
    const [actual, expected] = await Promise.all([ours.trace(one, options), theirs.trace(one, options)])
    expect(actual.gradients?.saliency.shape).toEqual([size.height, size.width])
    expectClose(actual.gradients!.saliency.data, expected.gradients!.saliency.data, tolerances.float32Model, 'saliency')
    const settings = { epochs: 2, batchSize: 10, loss: crossEntropy, optimizer: adam, seed: 3, augment: TYPICAL_AUGMENTATION }
    await Promise.all([ours.fit(set, settings).done, theirs.fit(set, settings).done])
    expectClose(await ours.predict(images), await theirs.predict(images), tolerances.float32Model, 'probabilities after training')
    expect((await ours.evaluate(set, crossEntropy)).predictions).toEqual((await theirs.evaluate(set, crossEntropy)).predictions)
    ours.dispose()
    theirs.dispose()
  })
})
