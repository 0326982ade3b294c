import { beforeEach, describe, expect, test } from 'vitest'
import { resolveRunSettings } from '../nn/spec/training'
import { parseModelSpec } from '../nn/spec/parse'
import { decodeCheckpoint } from '../train/checkpoint'
import { tinySpec } from '../train/tiny-task.fixture'
import { picture, shippedModel, TestHost } from './test-host.fixture'
import { training } from './training.fixture'
import type { RaceEntrant } from './values/race'

/** Networks that race, as the page asks for it. */

const settings = resolveRunSettings({ epochs: 2, batchSize: 8, seed: 3, schedule: { learningRate: 1e-2 } })
const rnnSpec = parseModelSpec({ ...tinySpec, layers: [{ type: 'rnn', units: 4 }, tinySpec.layers[1]] })
const entrants: readonly RaceEntrant[] = [
  { name: 'lstm', spec: tinySpec, settings },
  { name: 'rnn', spec: rnnSpec, settings },
]
const long = entrants.map((entrant) => ({ ...entrant, settings: { ...settings, epochs: 1000 } }))

let host: TestHost

beforeEach(async () => {
  host = new TestHost()
  await host.start()
  await host.ask('loadData', { kind: 'mnist' })
})

/** As long as a message from the page takes at least. */
const nextMessage = () => new Promise((resolve) => setTimeout(resolve))
const over = () => host.until('raceState', ({ state }) => state === 'over')
const lossesOf = (lane: number) =>
  host.heard('raceSteps').flatMap(({ lanes }) => lanes.filter((each) => each.lane === lane).flatMap(({ losses }) => [...losses]))

describe('a race', () => {
  test('is told step by step, epoch by epoch, and to its end', async () => {
    expect(await host.ask('startRace', { entrants })).toEqual({ totalSteps: 6, stepsPerEpoch: 3 })
    const { ends } = await over()
    expect(ends).toEqual([
      { state: 'finished', error: null },
      { state: 'finished', error: null },
    ])
    expect([lossesOf(0).length, lossesOf(1).length]).toEqual([6, 6])
    expect(host.heard('raceEpoch').map(({ lane, figures }) => [lane, figures.epoch])).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ])
  })

  test('gives each network the bits of a run of the page, and leaves the page’s model alone', async () => {
    const longer = { ...settings, epochs: 8 }
    await host.ask('startRace', { entrants: entrants.map((entrant) => ({ ...entrant, settings: longer })) })
    // Somebody draws meanwhile, and looks at gradients.
    let readings = 0
    for (; host.heard('raceState').every(({ state }) => state !== 'over'); readings++) {
      await host.ask('readRace', { image: picture, options: { gradients: { label: 2 } } })
      await nextMessage()
    }
    expect(readings).toBeGreaterThan(1)
    expect(decodeCheckpoint((await host.ask('saveModel', null)).bytes).parameters).toEqual(shippedModel.parameters)
    const raced = lossesOf(0)
    expect(raced).toHaveLength(24)
    await host.ask('train', training(longer))
    await host.until('trainingState', ({ state }) => state === 'finished')
    expect(host.heard('steps').flatMap(({ report }) => [...report.losses])).toEqual(raced)
  })

  test('rests, is read meanwhile, goes on, and is stopped', async () => {
    await host.ask('startRace', { entrants: long })
    await host.ask('pauseRace', null)
    expect(host.heard('raceState').at(-1)?.state).toBe('paused')
    const { traces } = await host.ask('readRace', { image: picture, options: { gradients: { label: 2 } } })
    expect(traces.map((trace) => trace?.gradients?.states.length)).toEqual([2, 1])
    await host.ask('resumeRace', null)
    await host.until('raceEpoch', ({ lane, figures }) => lane === 1 && figures.epoch === 3)
    await host.ask('stopRace', null)
    expect((await over()).ends.map((end) => end?.state)).toEqual(['stopped', 'stopped'])
  })

  test('gives a network as a file, in the middle and at its end', async () => {
    await host.ask('startRace', { entrants })
    await host.ask('pauseRace', null)
    const early = decodeCheckpoint((await host.ask('saveFromRace', { lane: 1 })).bytes)
    expect(early).toMatchObject({ name: 'rnn', spec: rnnSpec, epochs: 0, testAccuracy: null })
    await host.ask('resumeRace', null)
    await over()
    const saved = decodeCheckpoint((await host.ask('saveFromRace', { lane: 1 })).bytes)
    expect(saved).toMatchObject({ name: 'rnn', epochs: 2, trainedOn: ['Noise, training'], testedOn: 'Noise, test' })
    await host.ask('loadModel', { bytes: (await host.ask('saveFromRace', { lane: 1 })).bytes, name: 'rnn' })
    const [, own] = (await host.ask('readRace', { image: picture })).traces
    expect((await host.ask('read', { image: picture }))?.probabilities).toEqual(own?.probabilities)
  })

  test('waits for no other, and no other for it: one of them trains', async () => {
    await host.ask('startRace', { entrants: long })
    await expect(host.ask('train', training(settings))).rejects.toMatchObject({ error: { detail: { obstacle: { kind: 'racing' } } } })
    await host.ask('stopRace', null)
    await host.ask('train', training(settings, { startPaused: true }))
    await expect(host.ask('startRace', { entrants })).rejects.toMatchObject({ error: { detail: { obstacle: { kind: 'training' } } } })
  })

  test('takes the place of the one before, and frees it', async () => {
    await host.ask('startRace', { entrants: long })
    await host.ask('startRace', { entrants })
    expect(host.heard('raceState').some(({ ends }) => ends.every((end) => end?.state === 'stopped'))).toBe(true)
    await host.until('raceState', ({ ends }) => ends.every((end) => end?.state === 'finished'))
    expect(host.machine.gpus.slice(1).map(({ isDisposed }) => isDisposed)).toEqual([true, false])
  })

  test('ends where its device is lost; the page’s model computes on', async () => {
    const before = await host.ask('read', { image: picture })
    await host.ask('startRace', { entrants: long })
    host.machine.gpus.at(-1)!.lose()
    const { ends } = await over()
    expect(ends.map((end) => [end?.state, end?.error?.code])).toEqual([
      ['failed', 'device-lost'],
      ['failed', 'device-lost'],
    ])
    expect(await host.ask('read', { image: picture })).toEqual(before)
    expect((await host.ask('readRace', { image: picture })).traces).toEqual([])
    await expect(host.ask('saveFromRace', { lane: 0 })).rejects.toMatchObject({ error: { detail: { obstacle: { kind: 'noRace' } } } })
    await host.ask('startRace', { entrants })
  })

  test('of networks that do not fit together is refused', async () => {
    const [first, second] = entrants
    for (const settings of [
      { ...second!.settings, seed: 4 },
      { ...second!.settings, batchSize: 9 },
    ]) {
      await expect(host.ask('startRace', { entrants: [first!, { ...second!, settings }] })).rejects.toThrow('decode')
    }
    await expect(host.ask('startRace', { entrants: [first!] })).rejects.toThrow('2 to 4 networks')
  })
})
