import { describe, expect, test } from 'vitest'
import type { Tensor } from '../core/tensor'
import { createEngine, type Model } from '../nn'
import type { StepReport } from '../nn/engine'
import type { EpochFigures } from '../nn/spec/run-events'
import { resolveRunSettings, type RunSettings } from '../nn/spec/training'
import { parseModelSpec } from '../nn/spec/parse'
import { trainWithEvaluation, type LoopOutcome } from './loop'
import { startRace } from './race'
import { tinyData, tinySpec } from './tiny-task.fixture'

const settings = resolveRunSettings({ epochs: 2, batchSize: 8, seed: 3, schedule: { learningRate: 1e-2 } })
const data = tinyData(20, 12)
const rnnSpec = parseModelSpec({ ...tinySpec, layers: [{ type: 'rnn', units: 4 }, tinySpec.layers[1]] })
const specs = [tinySpec, rnnSpec, tinySpec]
const each: readonly RunSettings[] = [settings, settings, resolveRunSettings({ ...settings, optimizer: { type: 'sgd' } })]

interface News {
  readonly order: number[]
  readonly reports: StepReport[][]
  readonly seconds: number[][]
  readonly epochs: EpochFigures[][]
  readonly outcomes: (LoopOutcome | null)[]
}

async function raced(changed: (place: number, of: RunSettings) => RunSettings = (_, of) => of) {
  const engine = await createEngine('cpu')
  const models: Model[] = []
  for (const spec of specs) models.push(await engine.createModel(spec, { seed: 5 }))
  const news: News = { order: [], reports: [[], [], []], seconds: [[], [], []], epochs: [[], [], []], outcomes: [null, null, null] }
  const race = await startRace({
    entrants: models.map((model, place) => ({ model, settings: changed(place, each[place]!) })),
    ...data,
    now: () => performance.now(),
    onSteps: (lane, report, seconds) => {
      news.order.push(lane)
      news.reports[lane]!.push(report)
      news.seconds[lane]!.push(seconds)
    },
    onEpoch: (lane, figures) => news.epochs[lane]!.push(figures),
    onOver: (lane, outcome) => (news.outcomes[lane] = outcome),
  })
  return { race, models, news }
}

const flatten = (tensors: ReadonlyMap<string, Tensor>) => [...tensors.values()].flatMap((tensor) => [...tensor.data])
const losses = (reports: readonly StepReport[]) => reports.flatMap((report) => [...report.losses])

describe('networks in turns', () => {
  test('take a step of each and then the next', async () => {
    const { race, news } = await raced()
    expect([race.stepsPerEpoch, race.totalSteps, race.state]).toEqual([3, 6, 'running'])
    await race.over
    expect(news.order).toEqual(Array.from({ length: 18 }, (_, turn) => turn % 3))
    expect(news.outcomes).toEqual([{ state: 'finished' }, { state: 'finished' }, { state: 'finished' }])
    expect(race.state).toBe('over')
  })

  test('each give the bits of the same run alone', async () => {
    const { race, models, news } = await raced()
    await race.over
    for (const [lane, spec] of specs.entries()) {
      const engine = await createEngine('cpu')
      const alone = await engine.createModel(spec, { seed: 5 })
      const reports: StepReport[] = []
      const epochs: (readonly [number, number])[] = []
      const { outcome } = await trainWithEvaluation({
        model: alone,
        ...data,
        settings: each[lane]!,
        now: () => performance.now(),
        onEvent: (event) => {
          if (event.type === 'steps') reports.push(event.report)
          if (event.type === 'epoch') epochs.push([event.trainLoss, event.testLoss])
        },
      })
      await outcome
      expect(flatten(await models[lane]!.parameters())).toEqual(flatten(await alone.parameters()))
      expect(losses(news.reports[lane]!)).toEqual(losses(reports))
      expect(news.epochs[lane]!.map(({ trainLoss, testLoss }) => [trainLoss, testLoss])).toEqual(epochs)
    }
  })

  test('have clocks of their own, which rise', async () => {
    const { race, news } = await raced()
    await race.over
    for (const [lane, seconds] of news.seconds.entries()) {
      expect(seconds.every((at, place) => at > (seconds[place - 1] ?? 0))).toBe(true)
      const epochs = news.epochs[lane]!.reduce((sum, { trainingSeconds }) => sum + trainingSeconds, 0)
      expect(epochs).toBeGreaterThanOrEqual(seconds.at(-1)!)
      expect(epochs).toBeLessThan(1.5 * seconds.at(-1)! + 0.05)
    }
  })
})

describe('a race', () => {
  test('rests between two steps, and goes on', async () => {
    const { race, news } = await raced()
    race.pause()
    await new Promise((resolve) => setTimeout(resolve, 30))
    const { length } = news.order
    expect(race.state).toBe('paused')
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(news.order).toHaveLength(length)
    race.resume()
    await race.over
    expect(news.order).toHaveLength(18)
  })

  test('ends when it is stopped, also while it rests', async () => {
    const { race, news } = await raced((_, of) => ({ ...of, epochs: 1000 }))
    race.pause()
    await new Promise((resolve) => setTimeout(resolve, 30))
    await race.stop()
    expect(race.state).toBe('over')
    expect(news.outcomes.map((outcome) => outcome?.state)).toEqual(['stopped', 'stopped', 'stopped'])
  })

  test('goes on without a lane that loses its way', async () => {
    const wild = { ...settings, schedule: { ...settings.schedule, learningRate: 10 }, optimizer: each[2]!.optimizer, epochs: 30 }
    const { race, news } = await raced((place, of) => (place === 2 ? wild : { ...of, epochs: 30 }))
    await race.over
    expect(news.outcomes.map((outcome) => outcome?.state)).toEqual(['finished', 'finished', 'failed'])
    expect(news.reports[0]).toHaveLength(90)
  })

  test('does not begin where one cannot train', async () => {
    await expect(raced((place, of) => (place === 1 ? { ...of, batchSize: 0 } : of))).rejects.toThrow('batchSize')
  })
})
