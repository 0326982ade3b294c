import { expect, test } from 'vitest'
import { DIGITS } from '../../core/task'
import { TestHost } from '../../worker/test-host.fixture'
import { idleTraining } from '../initial-state'
import { differencesOf } from '../runs/differences'
import { factsOf } from '../runs/facts'
import { keptRun } from '../runs/kept-run.fixture'
import { model } from '../store.fixture'
import { entrantsOf } from './entrants'
import { noRace } from './race-state'
import { raceNames, type RaceName } from './ready-made'

const CNN = '["conv2d","maxPool2d","conv2d_1","maxPool2d_1","flatten","dropout","dense"]'

/** What the networks of every race differ in, and nothing else. */
const asked: Readonly<Record<RaceName, readonly string[]>> = {
  'lstm-rnn': ['network layers: ["lstm","dense"], ["rnn","dense"]'],
  'lstm-cnn': ['layer filters: –, 16', 'input scan: "rows", "image"', `network layers: ["lstm","dense"], ${CNN}`],
  cells: [
    'layer filters: –, –, –, 16',
    'input scan: "rows", "rows", "rows", "image"',
    `network layers: ["lstm","dense"], ["gru","dense"], ["rnn","dense"], ${CNN}`,
  ],
  // A rate of a half is the usual one.
  dropout: ['network layers: ["lstm","dense"], ["lstm","dropout","dense"]'],
  scans: ['input scan: "rows", "columns", "patches"', 'input patch: –, –, 4'],
  losses: ['loss type: "categoricalCrossentropy", "meanSquaredError"', 'loss labelSmoothing: 0, –'],
  optimizers: [
    'schedule learningRate: 0.001, 0.3, 0.1',
    'optimizer type: "adam", "sgd", "sgd"',
    'optimizer beta1: 0.9, –, –',
    'optimizer beta2: 0.999, –, –',
    'optimizer epsilon: 1e-7, –, –',
    'optimizer momentum: –, 0, 0.9',
    'optimizer nesterov: –, false, false',
  ],
}

const plan = { ...noRace.plan, epochs: 1, batchSize: 8, seed: 7 }
const page = { model, training: idleTraining({ settings: keptRun('any').settings, start: 'fresh' }) }

test.each(raceNames)('%s: its networks differ in what it asks alone', (race) => {
  const facts = entrantsOf({ ...plan, race }, page, DIGITS).map(({ spec, settings }) => factsOf(keptRun('any', { spec, settings })))
  const told = differencesOf(facts).map(
    ({ owner, field, values }) => `${owner} ${field}: ${values.map((value) => JSON.stringify(value) ?? '–').join(', ')}`,
  )
  expect(told.toSorted()).toEqual(asked[race].toSorted())
})

test.each(raceNames)('%s: all of its networks learn to the end', async (race) => {
  const host = new TestHost()
  await host.start()
  await host.ask('loadData', { kind: 'mnist' })
  const entrants = entrantsOf({ ...plan, race }, page, DIGITS)
  await host.ask('startRace', { entrants })
  const { ends } = await host.until('raceState', ({ state }) => state === 'over')
  expect(ends).toEqual(entrants.map(() => ({ state: 'finished', error: null })))
})
