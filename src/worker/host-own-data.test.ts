import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DIGITS, isSameTask } from '../core/task'
import type { Bytes } from '../data/byte-reader'
import { BlockStore } from '../data/own/block-store'
import { OwnData } from '../data/own/own-data'
import {
  bars,
  csvText,
  decodePictureBytes,
  gzipped,
  idxBytes,
  pictureBytes,
  transposedPictures,
  zipped,
} from '../data/own/own-files.fixture'
import type { OwnChoices } from '../data/own/understanding'
import { stubIndexedDb } from '../data/mnist.fixture'
import { specFor } from '../nn/spec/for-task'
import { parseModelSpec } from '../nn/spec/parse'
import { resolveRunSettings } from '../nn/spec/training'
import { lettersDataSet } from '../testing/sets/letters'
import { decodeCheckpoint } from '../train/checkpoint'
import { tinySpec } from '../train/tiny-task.fixture'
import { shippedModel, TestHost } from './test-host.fixture'
import { training } from './training.fixture'

/** What visitors bring: looked at, taken, trained to an accuracy, and told by its own names; and everything stays where it cannot be used. */

const spec = parseModelSpec({ ...tinySpec, layers: [{ ...tinySpec.layers[0], units: 24 }, tinySpec.layers[1]] })

let host: TestHost

beforeEach(async () => {
  stubIndexedDb()
  host = new TestHost()
  await host.start('cpu')
})

afterEach(() => vi.unstubAllGlobals())

type Files = Readonly<Record<string, Bytes | string>>

const named = (files: Files) =>
  Object.entries(files).map(([path, content]) => ({ path, file: new File([content], path.split('/').at(-1)!) }))

async function take(files: Files, choices: Partial<OwnChoices> = {}) {
  const understanding = await host.ask('lookAtFiles', { files: named(files) })
  const { data } = await host.ask('takeFiles', { isTransposed: false, naming: understanding.naming, ...choices })
  return { understanding, data }
}

/** Trains fresh weights of the test's network on the set in use. @returns accuracy on its test pictures */
async function train(task: Parameters<typeof specFor>[1], epochs: number): Promise<number> {
  await host.ask('newModel', { spec: specFor(spec, task), name: 'own', seed: 1 })
  const settings = resolveRunSettings({ epochs, batchSize: 16, seed: 3, schedule: { learningRate: 1e-2 } })
  await host.ask('train', training(settings, { start: 'current' }))
  await host.until('trainingState', ({ state }) => state === 'finished')
  return (await host.ask('evaluate', null)).accuracy
}

const idx = (images: Uint8Array, labels: Uint8Array, side = 28): Files => ({
  'x-idx3-ubyte.gz': gzipped(idxBytes([labels.length, side, side], images), 2),
  'y-idx1-ubyte': idxBytes([labels.length], labels),
})

describe('data of the visitor’s own', () => {
  test('ten classes with Fashion-MNIST’s names are learnt, and answers and belief have these', async () => {
    const { images, labels } = bars(600, 10)
    const { data } = await take(idx(images, labels), { naming: 'fashion' })
    expect(data).toMatchObject({ kind: 'own', title: 'Fashion-MNIST', trainCount: 500, testCount: 100, origin: 'files' })
    expect(data.task.classes.map(({ label }) => label).slice(0, 2)).toEqual(['T-shirt', 'Trouser'])
    expect(await train(data.task, 3)).toBeGreaterThan(0.95)
    const gallery = await host.ask('picturesOfSet', { part: 'test', indices: [0, 1] })
    const reading = await host.ask('read', { image: gallery!.pictures[0]! })
    expect(reading?.belief.shape).toEqual([28, 10])
    const block = await host.ask('judge', { part: 'test', from: 0, count: 50 })
    expect(block).toMatchObject({ set: 'Fashion-MNIST, test', total: 100, next: 50 })
    const saved = decodeCheckpoint((await host.ask('saveModel', null)).bytes)
    expect(saved.spec.task).toEqual(data.task)
    expect(saved.trainedOn).toEqual(['Fashion-MNIST, training'])
  })

  test('26 letters, lying on their side as EMNIST’s, are noticed, turned and learnt', async () => {
    const letters = lettersDataSet(26 * 40, 0).train
    const files = idx(
      transposedPictures(letters.images, 28),
      letters.labels.map((label) => label + 1),
    )
    const { understanding, data } = await take(files, { isTransposed: true })
    expect(understanding).toMatchObject({ naming: 'az', liesOnItsSide: true })
    expect(data.task.classes).toHaveLength(26)
    expect(await train(data.task, 12)).toBeGreaterThan(0.9)
    const search = await host.ask('findMistakes', { from: 0, count: 50 })
    expect(search!.mistakes.every(({ label, answer }) => label < 26 && answer < 26)).toBe(true)
  })

  test('pictures of 32 by 32 keep their size, and a table its words', async () => {
    const large = bars(240, 3, 32)
    const words = Array.from(large.labels, (label) => ['cat', 'dog', 'owl'][label]!)
    const { data } = await take({ 'animals.csv': csvText(large.images, words, 1024, { label: 'last' }) })
    expect(data.task.input).toEqual({ height: 32, width: 32 })
    expect(data.task.classes.map(({ name }) => name)).toEqual(['cat', 'dog', 'owl'])
    expect(await train(data.task, 5)).toBeGreaterThan(0.95)
    expect((await host.ask('picturesOfSet', { part: 'train', indices: [0] }))!.pictures[0]).toHaveLength(1024)
  })

  test.each(['a folder', 'an archive'] as const)('%s of pictures by class is learnt', async (form) => {
    const { images, labels } = bars(240, 4)
    const size = { height: 28, width: 28 }
    const entries = Object.fromEntries(
      Array.from(labels, (label, index) => [
        `shapes/${index % 6 === 0 ? 'test' : 'train'}/${['left', 'middle', 'right', 'edge'][label]}/${index}.png`,
        pictureBytes(size, images.subarray(index * 784, (index + 1) * 784)),
      ]),
    )
    const { understanding, data } = await take(form === 'an archive' ? { 'shapes.zip': zipped(entries) } : entries)
    expect(understanding).toMatchObject({ form: 'pictures', split: 'given', trainCount: 200, testCount: 40 })
    expect(data.title).toBe('shapes')
    expect(data.task.classes.map(({ label }) => label)).toEqual(['edge', 'left', 'middle', 'right'])
    expect(await train(data.task, 4)).toBeGreaterThan(0.95)
  })

  test('ten digits are MNIST’s task: the model that is there reads them', async () => {
    const { images, labels } = bars(60, 10)
    const { data } = await take(idx(images, labels))
    expect(isSameTask(data.task, DIGITS)).toBe(true)
    expect((await host.ask('evaluate', null)).total).toBe(10)
  })

  test('are there on the next visit', async () => {
    const { images, labels } = bars(60, 5)
    await take(idx(images, labels))
    const next = new TestHost()
    await next.start('cpu')
    const { data } = await next.ask('loadData', { kind: 'own' })
    expect(data).toMatchObject({ kind: 'own', trainCount: 50, testCount: 10 })
  })

  test('replace nothing before they are taken, and nothing where they are not', async () => {
    await host.ask('loadData', { kind: 'mnist' })
    const { images, labels } = bars(60, 5)
    await host.ask('lookAtFiles', { files: named(idx(images, labels)) })
    expect(host.heard('data')).toHaveLength(1)
    await host.ask('leaveFiles', null)
    await expect(host.ask('takeFiles', { isTransposed: false, naming: 'files' })).rejects.toMatchObject({
      error: { code: 'own-data', detail: { fault: { kind: 'nothing' } } },
    })
    await expect(host.ask('lookAtFiles', { files: named({ 'a.txt': 'nothing' }) })).rejects.toMatchObject({
      error: { code: 'own-data', detail: { file: 'a.txt', fault: { kind: 'unknown' } } },
    })
    expect(host.heard('data')).toHaveLength(1)
    expect(decodeCheckpoint((await host.ask('saveModel', null)).bytes).parameters).toEqual(shippedModel.parameters)
  })

  test('a set that is too large for the memory is trained on from storage', async () => {
    const ownData = new OwnData({ decode: decodePictureBytes, store: new BlockStore(), inMemory: 100_000 })
    host = new TestHost({ ownData })
    await host.start('cpu')
    const { images, labels } = bars(900, 10)
    const { understanding, data } = await take(idx(images, labels), { naming: 'kmnist' })
    expect(understanding.isLarge).toBe(true)
    expect(data).toMatchObject({ trainCount: 750, testCount: 150 })
    expect(await train(data.task, 3)).toBeGreaterThan(0.95)
    // Training pictures are looked at from storage too.
    expect((await host.ask('judge', { part: 'train', from: 700, count: 100 }))!.next).toBe(750)
    expect((await host.ask('picturesOfSet', { part: 'train', indices: [0, 749] }))!.pictures).toHaveLength(2)
  })

  test('a small set is taken where storage fails, and that is said; a large one is refused', async () => {
    const broken = new BlockStore()
    broken.begin = () => Promise.reject(new DOMException('', 'QuotaExceededError'))
    const { images, labels } = bars(900, 10)
    const files = idx(images, labels)
    const look = async (inMemory: number) => {
      host = new TestHost({ ownData: new OwnData({ decode: decodePictureBytes, store: broken, inMemory }) })
      await host.start('cpu')
      await host.ask('lookAtFiles', { files: named(files) })
      return host.ask('takeFiles', { isTransposed: false, naming: 'files' })
    }
    expect((await look(1e9)).failures).toMatchObject([{ fault: { kind: 'storage', action: 'write' } }])
    await expect(look(1000)).rejects.toMatchObject({ error: { code: 'own-data', detail: { fault: { kind: 'notStored' } } } })
  })
})
