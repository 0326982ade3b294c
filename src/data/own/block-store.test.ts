import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readPictures, type StoredImages } from '../../core/images'
import { DIGITS, pixelCount } from '../../core/task'
import { chooseFrom } from '../../train/loop'
import { stubIndexedDb } from '../mnist.fixture'
import { BlockStore, perBlockOf } from './block-store'

const pixels = pixelCount(DIGITS.input)
const perBlock = perBlockOf(pixels)

beforeEach(stubIndexedDb)
afterEach(() => vi.unstubAllGlobals())

const picture = (index: number): Uint8Array => new Uint8Array(pixels).fill(index % 251)

async function write(store: BlockStore, title: string, count: number, shift = 0): Promise<void> {
  const writer = await store.begin()
  for (let index = 0; index < count; index++) await writer.add('train', picture(index + shift))
  await writer.add('test', picture(7))
  const labels = Uint8Array.from({ length: count }, (_, index) => index % 10)
  const of = (part: string, own: Uint8Array) => ({ name: `${title}, ${part}`, task: DIGITS, labels: own })
  await writer.finish({ title, train: of('training', labels), test: of('test', Uint8Array.of(7)) })
}

async function opened(): Promise<StoredImages> {
  const kept = await new BlockStore().read()
  if (kept === null) throw new Error('nothing is kept')
  return { name: kept.train.name, task: kept.task, labels: kept.train.labels, blocks: kept.blocksOf('train') }
}

test('pictures come back from wherever they lie', async () => {
  const count = 2 * perBlock + 5
  await write(new BlockStore(), 'One', count)
  const set = await opened()
  const [from, to] = [perBlock - 2, count]
  const pictures = await readPictures(set, from, to)
  for (let index = from; index < to; index++) expect(pictures[(index - from) * pixels]).toBe(index % 251)
})

test('a set that was not written to its end leaves the one before, and its rest is cleared away', async () => {
  await write(new BlockStore(), 'One', 10)
  const cut = await new BlockStore().begin()
  for (let index = 0; index < perBlock + 1; index++) await cut.add('train', picture(99))
  expect((await opened()).name).toBe('One, training')
  await write(new BlockStore(), 'Two', 12, 3)
  const set = await opened()
  expect([set.name, set.labels.length]).toEqual(['Two, training', 12])
  expect((await readPictures(set, 11, 12))[0]).toBe(14)
})

test('a block that is gone is told, and nothing is kept after it was cleared', async () => {
  const store = new BlockStore()
  await write(store, 'One', 10)
  const set = await opened()
  await store.clear()
  await expect(set.blocks.read(0)).rejects.toMatchObject({ code: 'own-data', detail: { fault: { kind: 'unreadable' } } })
  expect(await store.read()).toBeNull()
})

test('examples that choose between epochs come from the end, into memory', async () => {
  const count = perBlock + 20
  await write(new BlockStore(), 'One', count)
  const train = await opened()
  const dataset = { train, test: { name: 'One, test', task: DIGITS, images: picture(7), labels: Uint8Array.of(7) } }
  const chosen = await chooseFrom(dataset, 30)
  expect([chosen.train.name, chosen.train.labels.length]).toEqual([`One, training, first ${count - 30}`, count - 30])
  expect([chosen.test.name, chosen.test.labels.length]).toEqual(['One, training, last 30', 30])
  expect(chosen.test.images[0]).toBe((count - 30) % 251)
  expect('blocks' in chosen.test).toBe(false)
  await expect(chooseFrom(dataset, count)).rejects.toThrow(RangeError)
})
