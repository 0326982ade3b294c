import { beforeEach, describe, expect, test } from 'vitest'
import type { Tensor } from '../core/tensor'
import { resolveRunSettings } from '../nn/spec/training'
import { decodeCheckpoint } from '../train/checkpoint'
import { distances, normOf } from '../train/probe'
import { parseWorkerMessage } from './messages'
import { requests } from './requests/index'
import { TestHost } from './test-host.fixture'
import { training } from './training.fixture'

/** Looking into the network at moments of its run, as the page asks for it. */

const settings = resolveRunSettings({ epochs: 30, batchSize: 8, seed: 3, schedule: { learningRate: 1e-2 } })

let host: TestHost

beforeEach(async () => {
  host = await ready()
})

async function ready(): Promise<TestHost> {
  const fresh = new TestHost()
  await fresh.start('cpu')
  await fresh.ask('loadData', { kind: 'mnist' })
  return fresh
}

const weights = async (of: TestHost): Promise<ReadonlyMap<string, Tensor>> =>
  decodeCheckpoint((await of.ask('saveModel', null)).bytes).parameters

describe('a probe', () => {
  test('is of the weights that the run had, and of the step that it took next', async () => {
    await host.ask('train', training(settings, { startPaused: true }))
    const seen = [await weights(host)]
    for (let step = 1; step <= 4; step++) {
      await host.ask('step', null)
      seen.push(await weights(host))
      await host.until('moments', ({ steps }) => steps.includes(step))
    }
    const losses: number[] = []
    for (let step = 0; step < 4; step++) {
      const probe = (await host.ask('probe', { step }))!
      const moved = distances(seen[step]!, seen[step + 1]!)
      losses.push(probe.loss)
      expect(probe.step).toBe(step)
      for (const { name, norm, moved: told, values } of probe.tensors) {
        const { data } = seen[step]!.get(name)!
        expect(norm).toBe(normOf(data))
        expect(told).toBe(moved.get(name))
        expect(values.counts.reduce((sum, count) => sum + count, 0)).toBe(data.length)
      }
      expect(probe.signals).toHaveLength(6)
    }
    expect(new Set(losses).size).toBe(4)
    // Nobody knows yet where the next step goes.
    expect((await host.ask('probe', { step: 4 }))!.tensors.every(({ moved }) => moved === null)).toBe(true)
    await host.ask('stop', null)
  })

  test('tells the size of exactly one step, also where moments are far apart', async () => {
    await host.ask('train', training({ ...settings, epochs: 100 }))
    await host.until('trainingState', ({ state }) => state === 'finished')
    const { steps } = host.heard('moments').at(-1)!
    const apart = steps.filter((step, place) => steps[place + 1]! > step + 1)
    const probes = await Promise.all(apart.map((step) => host.ask('probe', { step })))
    const measured = probes.find((probe) => probe!.tensors.every(({ moved }) => moved !== null))!

    const again = await ready()
    await again.ask('train', training({ ...settings, epochs: 100 }, { startPaused: true }))
    for (let step = 0; step < measured.step; step++) await again.ask('step', null)
    const before = await weights(again)
    await again.ask('step', null)
    expect(new Map(measured.tensors.map(({ name, moved }) => [name, moved]))).toEqual(distances(before, await weights(again)))
    await again.ask('stop', null)
  })

  test('is of no step that is not kept, and of no other model’s', async () => {
    expect(await host.ask('probe', { step: 0 })).toBeNull()
    await host.ask('train', training({ ...settings, epochs: 1 }))
    await host.until('trainingState', ({ state }) => state === 'finished')
    expect(await host.ask('probe', { step: 0 })).not.toBeNull()
    expect(await host.ask('probe', { step: 100_000 })).toBeNull()
    await host.ask('reset', null)
    expect(await host.ask('probe', { step: 0 })).toBeNull()
  })

  test('leaves the run its bits', async () => {
    // Long enough for several probes.
    const long = training({ ...settings, epochs: 4 * settings.epochs })
    const alone = await ready()
    await alone.ask('train', long)
    await alone.until('trainingState', ({ state }) => state === 'finished')
    const expected = await weights(alone)

    let asked = 0
    await host.ask('train', long)
    while (!host.heard('trainingState').some(({ state }) => state === 'finished')) {
      const { steps } = host.heard('moments').at(-1)!
      if ((await host.ask('probe', { step: steps[asked % steps.length]! })) !== null) asked++
    }
    expect(asked).toBeGreaterThan(2)
    expect(await weights(host)).toEqual(expected)
    const losses = (of: TestHost) => of.heard('steps').flatMap(({ report }) => [...report.losses])
    expect(losses(host)).toEqual(losses(alone))
  })
})

test('a probe is parsed like anything from outside', () => {
  const values = { exponent: 0, counts: new Uint32Array(128) }
  const tensor = { name: 'lstm/kernel', layer: 'lstm', norm: 1, gradient: NaN, moved: null, values }
  const pictures = { gradients: 64, signals: 8 }
  const probe = { step: 3, pictures, loss: 2, tensors: [tensor], signals: [{ layer: 'lstm', name: 'f', values }], milliseconds: 5 }
  const parse = (change: object) => requests.probe.result({ ...probe, ...change }, 'probe')
  expect(parse({})).toEqual(probe)
  expect(requests.probe.result(null, 'probe')).toBeNull()
  const wrong = [
    { step: -1 },
    { milliseconds: -1 },
    { tensors: [{ ...tensor, norm: NaN }] },
    { tensors: [{ ...tensor, moved: '1' }] },
    { tensors: Array.from({ length: 2001 }, () => tensor) },
    { signals: [{ layer: 'lstm', name: 'f', values: { exponent: 129, counts: values.counts } }] },
    { signals: [{ layer: 'lstm', name: 'f', values: { exponent: 0, counts: new Uint32Array(127) } }] },
    { signals: [{ layer: 'lstm', name: 'f', values: { exponent: 0, counts: new Float32Array(128) } }] },
  ]
  for (const change of wrong) expect(() => parse(change)).toThrow(`probe.${Object.keys(change)[0]}`)
  expect(() => parseWorkerMessage({ kind: 'event', event: { type: 'probe', ...probe } })).toThrow('type')
})
