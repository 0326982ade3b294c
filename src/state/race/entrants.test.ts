import { describe, expect, test } from 'vitest'
import { DIGITS, pixelCount } from '../../core/task'
import { parseModelSpec } from '../../nn/spec/parse'
import { presets } from '../../nn/spec/presets'
import { resolveRunSettings } from '../../nn/spec/training'
import { LETTERS } from '../../testing/sets/letters'
import { decodeEntrants } from '../../worker/values/race'
import { idleTraining } from '../initial-state'
import { model } from '../store.fixture'
import { entrantsOf } from './entrants'
import { noRace } from './race-state'
import { raceNames } from './ready-made'

const settings = resolveRunSettings({
  epochs: 9,
  batchSize: 16,
  seed: 4,
  loss: { type: 'meanSquaredError' },
  schedule: { learningRate: 0.5 },
})
const page = { model, training: idleTraining({ settings, start: 'fresh' }) }

describe('the networks of a race', () => {
  test.each(raceNames)('%s: are networks that can race', (race) => {
    const entrants = entrantsOf({ ...noRace.plan, race, epochs: 2, batchSize: 8, seed: 7 }, page, DIGITS)
    expect(decodeEntrants(structuredClone(entrants), 'entrants')).toMatchObject(entrants)
    expect(new Set(entrants.map(({ name }) => name)).size).toBe(entrants.length)
    for (const { settings: own } of entrants)
      expect(own).toMatchObject({ epochs: 2, batchSize: 8, seed: 7, validation: 0, earlyStopping: null })
  })

  test('of one’s own choice keep their way to learn, and the page’s that of its panel', () => {
    const [preset, own] = entrantsOf({ ...noRace.plan, race: 'own', own: ['pixel-lstm', 'page'] }, page, DIGITS)
    expect(preset).toMatchObject({ name: 'pixel-lstm', settings: { optimizer: presets['pixel-lstm'].training.optimizer, batchSize: 64 } })
    expect(own).toMatchObject({
      name: 'row-lstm',
      settings: { loss: { type: 'meanSquaredError' }, schedule: { learningRate: 0.5 }, epochs: 1 },
    })
  })

  test('answer for the task of the data', () => {
    for (const { spec } of entrantsOf(noRace.plan, page, LETTERS)) {
      expect(parseModelSpec(spec).layers.at(-1)).toMatchObject({ units: LETTERS.classes.length })
    }
    expect(pixelCount(LETTERS.input)).toBeGreaterThan(0)
  })
})
