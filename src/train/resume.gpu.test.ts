import { describe, expect, it } from 'vitest'
import type { Engine, FitOptions } from '../nn/engine'
import { TYPICAL_AUGMENTATION } from '../nn/spec/augmentation'
import { resolveRunSettings } from '../nn/spec/training'
import { enginesUnderTest } from '../testing/engines'
import { smoothModel, trainings, trajectory } from '../testing/trajectories'
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint'
import { tinyData } from './tiny-task.fixture'

/** A run that is cut off within an epoch, with the page or its browser, goes on from its file with the bits of one that was not, on every engine. */

const { train } = tinyData(40)

describe.each(enginesUnderTest)('$name', ({ create }) => {
  it.each(trainings)('goes on from a file: %j, %j', async (loss, { learningRate = 0.01, ...optimizer }) => {
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
    const whole = await trajectory(await engine.createModel(smoothModel, { seed: 5 }), train, options)

    const cut = await engine.createModel(smoothModel, { seed: 5 })
    const run = cut.fit(train, { ...options, startPaused: true })
    for (let step = 0; step < 7; step++) await run.step()
    const { position, tally } = run
    const file = encodeCheckpoint({
      spec: smoothModel,
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
