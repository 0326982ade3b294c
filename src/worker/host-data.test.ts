import { beforeEach, describe, expect, test } from 'vitest'
import { DIGITS } from '../core/task'
import { DataUnavailableError } from '../data'
import { mixSets, shareOf } from '../data/sets/mix'
import { deformImage } from '../nn'
import { TYPICAL_AUGMENTATION } from '../nn/spec/augmentation'
import { resolveRunSettings } from '../nn/spec/training'
import { tinyData } from '../train/tiny-task.fixture'
import { TestHost } from './test-host.fixture'
import { training } from './training.fixture'

const settings = resolveRunSettings({ epochs: 2, batchSize: 8, seed: 3, schedule: { learningRate: 1e-2 } })

let host: TestHost

beforeEach(() => {
  host = new TestHost()
})

describe('data', () => {
  test('MNIST is told with its origin', async () => {
    await host.start()
    const { data, failures } = await host.ask('loadData', { kind: 'mnist' })
    expect(data).toEqual({ kind: 'mnist', task: DIGITS, origin: 'page', trainCount: 20, testCount: 12 })
    expect(failures).toEqual([])
    expect(host.heard('data')).toEqual([{ type: 'data', data }])
  })

  test('without MNIST the built-in digits are used, with the reasons', async () => {
    const failures = [{ source: 'page', file: 'train-images', fault: { kind: 'http', status: 404 } }] as const
    host = new TestHost({ loadMnist: () => Promise.reject(new DataUnavailableError({ failures })) })
    await host.start()
    const answer = await host.ask('loadData', { kind: 'mnist' })
    expect(answer.data.kind).toBe('built-in')
    expect(answer.failures).toEqual(failures)
  })

  test('a newer load overtakes an older one, whose result is never used', async () => {
    let release = () => {}
    const slow = new Promise<void>((resolve) => (release = resolve))
    host = new TestHost({ loadMnist: async () => slow.then(() => ({ dataset: tinyData(), origin: 'page', failures: [] })) })
    await host.start()
    const older = host.ask('loadData', { kind: 'mnist' })
    const newer = host.ask('loadData', { kind: 'built-in' })
    const failure = older.catch((error: unknown) => error)
    expect((await newer).data.kind).toBe('built-in')
    release()
    expect(String(await failure)).toContain('overtaken')
    expect(host.heard('data').map(({ data }) => data.kind)).toEqual(['built-in'])
  })

  test('files that are not MNIST change nothing', async () => {
    host = new TestHost({ loadMnistFiles: () => Promise.reject(new DataUnavailableError({ failures: [] })) })
    await host.start()
    await host.ask('loadData', { kind: 'built-in' })
    await expect(host.ask('loadFiles', { files: [new File(['x'], 'x.gz')] })).rejects.toThrow('data-unavailable')
    expect(host.heard('data')).toHaveLength(1)
    await host.ask('train', training(settings))
    await host.until('trainingState', ({ state }) => state === 'finished')
  })

  describe('files that are dropped while MNIST is fetched', () => {
    const fetched = () => {
      let release = () => {}
      const slow = new Promise<void>((resolve) => (release = resolve))
      return { release: () => release(), loadMnist: async () => slow.then(() => ({ dataset: tinyData(), origin: 'page', failures: [] })) }
    }
    const dropped = { files: [new File(['x'], 'x.gz')] }

    test('leave the download alone when they are something else', async () => {
      const { release, loadMnist } = fetched()
      host = new TestHost({ loadMnist, loadMnistFiles: () => Promise.reject(new DataUnavailableError({ failures: [] })) })
      await host.start()
      const download = host.ask('loadData', { kind: 'mnist' })
      await expect(host.ask('loadFiles', dropped)).rejects.toThrow('data-unavailable')
      release()
      expect((await download).data.origin).toBe('page')
      expect(host.heard('data').map(({ data }) => data.origin)).toEqual(['page'])
    })

    test('end it when they are MNIST', async () => {
      const { release, loadMnist } = fetched()
      host = new TestHost({ loadMnist })
      await host.start()
      const download = host.ask('loadData', { kind: 'mnist' }).catch((error: unknown) => error)
      expect((await host.ask('loadFiles', dropped)).data.origin).toBe('files')
      release()
      expect(String(await download)).toContain('overtaken')
      expect(host.heard('data').map(({ data }) => data.origin)).toEqual(['files'])
    })

    test('are waited for by a training', async () => {
      let release = () => {}
      const slow = new Promise<void>((resolve) => (release = resolve))
      host = new TestHost({ loadMnistFiles: async () => slow.then(() => ({ dataset: tinyData(), origin: 'files', failures: [] })) })
      await host.start()
      const reading = host.ask('loadFiles', dropped)
      const run = host.ask('train', training(settings, { startPaused: true }))
      release()
      await reading
      expect((await run).stepsPerEpoch).toBe(3)
      await host.ask('stop', null)
    })
  })

  test('is shown as a training would deform it', async () => {
    await host.start()
    const asked = { augment: TYPICAL_AUGMENTATION, seed: 3, step: 2, count: 8 }
    expect(await host.ask('previewAugmentation', asked)).toBeNull()
    await host.ask('loadData', { kind: 'mnist', limit: 5 })
    const { images } = tinyData().train
    const pictures = [0, 1, 2, 3, 4].map((index) => deformImage(images, index, TYPICAL_AUGMENTATION, { seed: 3, step: 2 }))
    expect(await host.ask('previewAugmentation', asked)).toEqual({ pictures })
    await expect(host.ask('previewAugmentation', { ...asked, augment: { ...TYPICAL_AUGMENTATION, rotate: 46 } })).rejects.toThrow('decode')
  })

  test('a limit takes the first examples', async () => {
    await host.start()
    const { data } = await host.ask('loadData', { kind: 'mnist', limit: 5 })
    expect([data.trainCount, data.testCount]).toEqual([5, 5])
  })

  describe('of several sets', () => {
    const mixture = { kind: 'mnist', also: [{ kind: 'built-in', train: 15 }] } as const

    test('are learnt from together; the first set measures', async () => {
      await host.start()
      const { data } = await host.ask('loadData', mixture)
      expect(data).toMatchObject({ kind: 'mnist', origin: 'page', trainCount: 35, testCount: 12 })
      expect(data.also).toEqual([{ kind: 'built-in', origin: 'generator', trainCount: 15 }])
      expect((await host.ask('train', training(settings))).stepsPerEpoch).toBe(5)
      await host.until('trainingState', ({ state }) => state === 'finished')
    })

    test('are named by the model that learnt from them, which the first set’s test digits measured', async () => {
      await host.start()
      await host.ask('loadData', mixture)
      await host.ask('train', training({ ...settings, epochs: 1 }))
      await host.until('trainingState', ({ state }) => state === 'finished')
      const learnt = 'Noise, training (20) + Noise, training, first 15 (15)'
      expect(host.heard('model').at(-1)?.model).toMatchObject({ trainedOn: [learnt], testedOn: 'Noise, test' })
      expect(host.heard('epoch')).toMatchObject([{ evaluatedOn: 'Noise, test', evaluatedCount: 12 }])
      const { bytes } = await host.ask('saveModel', null)
      const { model } = await host.ask('loadModel', { bytes, name: 'of a file' })
      expect(model).toMatchObject({ trainedOn: [learnt], testedOn: 'Noise, test' })
    })

    test('are all shown as a training would deform them', async () => {
      await host.start()
      await host.ask('loadData', mixture)
      const look = await host.ask('previewAugmentation', { augment: TYPICAL_AUGMENTATION, seed: 3, step: 2, count: 7 })
      const { images } = mixSets(tinyData(), [shareOf(tinyData(30, 30), { train: 15 })]).train
      const pictures = [0, 5, 10, 15, 20, 25, 30].map((index) => deformImage(images, index, TYPICAL_AUGMENTATION, { seed: 3, step: 2 }))
      expect(look).toEqual({ pictures })
    })

    test('keep back examples of the first set alone', async () => {
      await host.start()
      await host.ask('loadData', mixture)
      await host.ask('train', training({ ...settings, epochs: 1, validation: 4 }))
      await host.until('trainingState', ({ state }) => state === 'finished')
      expect(host.heard('epoch')).toMatchObject([{ evaluatedOn: 'Noise, training, last 4', evaluatedCount: 4 }])
      await expect(host.ask('train', training({ ...settings, validation: 21 }))).rejects.toThrow('only 20')
    })

    test('go by seed, copies and limit', async () => {
      const asked: unknown[] = []
      host = new TestHost({
        loadSet: async (id, { seed, train, copies, limit }) => {
          asked.push([id, { seed, train, copies, limit }])
          return { dataset: tinyData(), origin: 'page', failures: [] }
        },
      })
      await host.start()
      const { data } = await host.ask('loadData', { kind: 'mnist', copies: 2, limit: 30, seed: 4, also: [{ kind: 'built-in', train: 7 }] })
      expect(asked).toEqual([
        ['mnist', { seed: 4, train: undefined, copies: 2, limit: 30 }],
        ['built-in', { seed: 4, train: 7, copies: undefined, limit: 30 }],
      ])
      expect([data.trainCount, data.also?.[0]?.trainCount]).toEqual([37, 7])
    })

    test('have a set once that also stands in for the first', async () => {
      host = new TestHost({ loadMnist: () => Promise.reject(new DataUnavailableError({ failures: [] })) })
      await host.start()
      const { data } = await host.ask('loadData', mixture)
      expect(data).toMatchObject({ kind: 'built-in', trainCount: 15 })
      expect(data.also).toBeUndefined()
    })

    test('are no run’s to go on with on other shares of them', async () => {
      await host.start()
      await host.ask('loadData', mixture)
      await host.ask('train', training({ ...settings, epochs: 2 }))
      await host.until('epoch')
      await host.until('trainingState', ({ state }) => state === 'finished')
      const [first] = host.heard('checkpoint')
      await host.ask('loadModel', { bytes: first!.bytes, name: 'tiny' })
      await host.ask('loadData', { ...mixture, also: [{ kind: 'built-in', train: 16 }] })
      await expect(host.ask('train', training(settings, { start: 'resume' }))).rejects.toThrow('otherData')
      await host.ask('loadData', mixture)
      expect((await host.ask('train', training(settings, { start: 'resume' }))).totalSteps).toBe(10)
      await host.until('trainingState', ({ state }) => state === 'finished')
    })
  })
})
