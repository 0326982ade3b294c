import { describe, expect, it } from 'vitest'
import type { Engine, FitOptions } from '../nn/engine'
import { inputOf } from '../nn/spec/input'
import type { ModelSpec } from '../nn/spec/model-spec'
import { TYPICAL_AUGMENTATION } from '../nn/spec/augmentation'
import { resolveRunSettings } from '../nn/spec/training'
import { conv2d } from '../testing/convolutions'
import { enginesUnderTest } from '../testing/engines'
import { smoothModel, trainings, trajectory } from '../testing/trajectories'
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint'
import { tinyData } from './tiny-task.fixture'

/** A run that is cut off within an epoch, with the page or its browser, goes on from its file with the bits of one that was not, on every engine. */

const { train } = tinyData(40)

/** A convolution finds something, and an LSTM reads it row by row. */
const pictureRows: ModelSpec = {
  version: 1,
  input: inputOf({ scan: 'image' }),
  layers: [
    conv2d(2, 3, 2, 'valid', 'relu'),
    { type: 'flatten', within: 'step' },
    { type: 'lstm', units: 4, returnSequences: false, direction: 'both' },
    { type: 'dense', units: 10, activation: 'softmax' },
  ],
}

describe.each(enginesUnderTest)('$name', ({ create }) => {
  const runs = [
    ...trainings.map((training) => ['two LSTMs', ...training, smoothModel] as const),
    ['rows of a picture', ...trainings[4]!, pictureRows] as const,
  ]
  it.each(runs)('goes on from a file: %s, %j, %j', async (_, loss, { learningRate = 0.01, ...optimizer }, model) => {
    const settings = resolveRunSettings({
      epochs: 2,
      batchSize: 8,
      seed: 3,
      loss,
      optimizer,
      schedule: { kind: 'cosine', learningRate },
      augment: TYPICAL_AUGMENTATION,
    })
    const options: FitOptions = settings
    const engine = await create()
    const whole = await trajectory(await engine.createModel(model, { seed: 5 }), train, options)

    const cut = await engine.createModel(model, { seed: 5 })
    const run = cut.fit(train, { ...options, startPaused: true })
    for (let step = 0; step < 7; step++) await run.step()
    const { position, tally } = run
    const file = encodeCheckpoint({
      spec: model,
      name: 'cut off',
      seed: 5,
      epochs: 1,
      trainedOn: [train.name],
      testAccuracy: null,
      testedOn: null,
      parameters: await cut.parameters(),
      run: {
        settings: { ...settings, schedule: run.schedule },
        ...position,
        ...(tally && { tally }),
        optimizer: (await cut.optimizerState())!,
        validationAccuracy: null,
      },
    })
    await run.stop()
    engine.dispose()

    const other: Engine = await create()
    const { spec, parameters, run: left } = decodeCheckpoint(file)
    const resumed = await other.createModel(spec, { parameters })
    const rest = await trajectory(resumed, train, { ...options, ...left!.settings, resumeFrom: left! })
    expect(rest.losses).toEqual(whole.losses.slice(7))
    expect([...rest.parameters.values()].map(({ data }) => data)).toEqual([...whole.parameters.values()].map(({ data }) => data))
    other.dispose()
  })
})
