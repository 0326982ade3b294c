import { expect, it } from 'vitest'
import type { Engine, Model } from '../nn/engine'
import { presets } from '../nn/spec/presets'
import { resolveRunSettings } from '../nn/spec/training'
import { enginesUnderTest } from '../testing/engines'
import { startRace } from './race'
import { tinyData, tinySpec } from './tiny-task.fixture'

/** What a race gives a network is what the same run gives it alone, on every engine. */

const settings = resolveRunSettings({ epochs: 2, batchSize: 8, seed: 3, schedule: { learningRate: 1e-3 } })
const data = tinyData(20, 12)
const specs = [tinySpec, presets.cnn.spec, presets['row-rnn'].spec]

const weightsOf = async (model: Model) => [...(await model.parameters()).values()].map(({ data: values }) => values)

it.each(enginesUnderTest)('$name: every lane has the bits of its run alone', async ({ create }) => {
  const engines: Engine[] = []
  const modelsOf = async (): Promise<Model[]> => {
    const engine = await create()
    engines.push(engine)
    return Promise.all(specs.map((spec) => engine.createModel(spec, { seed: 5 })))
  }
  const [raced, alone] = [await modelsOf(), await modelsOf()]
  const race = await startRace({
    entrants: raced.map((model) => ({ model, settings })),
    ...data,
    now: () => performance.now(),
    onSteps: () => {},
    onEpoch: () => {},
    onOver: (_, outcome) => expect(outcome).toEqual({ state: 'finished' }),
  })
  await race.over
  for (const [lane, model] of alone.entries()) {
    await model.fit(data.train, settings).done
    expect(await weightsOf(raced[lane]!)).toEqual(await weightsOf(model))
  }
  for (const engine of engines) engine.dispose()
})
