import { describe, expect, test } from 'vitest'
import { DIGITS } from '../../core/task'
import { failureOf } from '../../testing/failure-of'
import { hasMnist, loadMnistFile } from '../../testing/fixtures'
import { OwnDataError, type OwnFault } from './errors'
import { lookAt, type LookedAt } from './look-at'
import { likelyNaming, taskFor } from './names'
import type { OwnFile } from './own-file'
import { bars, csvText, decodePictureBytes, file, gzipped, idxBytes, pictureBytes, transposedPictures, zipped } from './own-files.fixture'
import { recognise } from './recognise'
import type { OwnChoices } from './understanding'

async function look(files: readonly OwnFile[], canRead = true): Promise<LookedAt> {
  return lookAt(await recognise(files, decodePictureBytes), { canRead: () => canRead, signal: new AbortController().signal })
}

async function faultOf(files: readonly OwnFile[]): Promise<OwnFault> {
  const failure = await failureOf(look(files))
  if (!(failure instanceof OwnDataError)) throw failure
  return failure.detail.fault
}

async function contentOf(looked: LookedAt, choices: Partial<OwnChoices> = {}) {
  const all: { levels: number[]; labels: number[]; roles: string[] } = { levels: [], labels: [], roles: [] }
  for await (const { levels, labels, roles } of looked.read({ isTransposed: false, naming: looked.understanding.naming, ...choices })) {
    for (const level of levels) all.levels.push(level)
    all.labels.push(...labels)
    all.roles.push(...roles)
  }
  return all
}

const { images, labels } = bars(60, 10)
const idx = [idxBytes([60, 28, 28], images), idxBytes([60], labels)] as const

describe('IDX', () => {
  test.each([
    ['plain', idx[0], idx[1]],
    ['gzip', gzipped(idx[0]), gzipped(idx[1])],
    ['gzip of several members', gzipped(idx[0], 3), gzipped(idx[1], 2)],
    ['flat pictures', idxBytes([60, 784], images), idx[1]],
    ['one channel', idxBytes([60, 28, 28, 1], images), idx[1]],
    ['whole numbers', idx[0], idxBytes([60], labels, 0x0c)],
    [
      'eight columns of labels, as QMNIST',
      idx[0],
      idxBytes(
        [60, 8],
        Array.from(labels).flatMap((label) => [label, 1, 2, 3, 4, 5, 6, 7]),
        0x0c,
      ),
    ],
  ])('%s', async (_, pictures, classes) => {
    const looked = await look([file('a', pictures), file('b', classes)])
    expect(looked.understanding).toMatchObject({ form: 'idx', trainCount: 50, testCount: 10, split: 'seeded', naming: 'files' })
    const content = await contentOf(looked)
    expect(content.levels).toEqual([...images])
    expect(content.labels).toEqual([...labels])
    expect(content.roles.filter((role) => role === 'test')).toHaveLength(10)
    expect(looked.task({ isTransposed: false, naming: 'files' })).toEqual(DIGITS)
  })

  test('two pairs are brought together by their names where their numbers are the same', async () => {
    const other = idxBytes([60], labels.toReversed())
    const looked = await look([
      file('test-labels', other),
      file('train-images', idx[0]),
      file('test-images', idx[0]),
      file('train-labels', idx[1]),
    ])
    expect(looked.understanding).toMatchObject({ trainCount: 60, testCount: 60, split: 'given' })
    const content = await contentOf(looked)
    expect(content.labels.filter((_, at) => content.roles[at] === 'test')).toEqual(Array.from(labels).toReversed())
  })

  test('letters are counted from one and have their names', async () => {
    const letters = bars(78, 26)
    const looked = await look([
      file('a', idxBytes([78, 28, 28], letters.images)),
      file(
        'b',
        idxBytes(
          [78],
          letters.labels.map((label) => label + 1),
        ),
      ),
    ])
    expect(looked.understanding.naming).toBe('az')
    const { classes, id } = looked.task({ isTransposed: false, naming: 'az' })
    expect([id, classes.length, classes[0]?.label, classes[25]?.label]).toEqual(['az', 26, 'A', 'Z'])
  })

  test('pictures that lie on their side are noticed, and can be turned', async () => {
    const lying = await look([file('a', idxBytes([60, 28, 28], transposedPictures(images, 28))), file('b', idx[1])])
    expect(lying.understanding.liesOnItsSide).toBe(true)
    expect((await contentOf(lying, { isTransposed: true })).levels).toEqual([...images])
    expect((await look([file('a', idx[0]), file('b', idx[1])])).understanding.liesOnItsSide).toBe(false)
  })

  test('dark on light is turned', async () => {
    const looked = await look([
      file(
        'a',
        idxBytes(
          [60, 28, 28],
          images.map((level) => 255 - level),
        ),
      ),
      file('b', idx[1]),
    ])
    expect(looked.understanding.isTurned).toBe(true)
    expect((await contentOf(looked)).levels).toEqual([...images])
  })

  test('another size is kept where the network can read it, and resampled where not', async () => {
    const large = bars(40, 4, 32)
    const files = [file('a', idxBytes([40, 32, 32], large.images)), file('b', idxBytes([40], large.labels))]
    expect((await look(files)).understanding).toMatchObject({ size: { height: 32, width: 32 }, remarks: [] })
    const resampled = await look(files, false)
    expect(resampled.understanding.size).toEqual({ height: 28, width: 28 })
    expect(resampled.understanding.remarks).toEqual([{ kind: 'resampled', from: { height: 32, width: 32 } }])
    expect((await contentOf(resampled)).levels).toHaveLength(40 * 784)
  })

  test('says what is missing or wrong', async () => {
    expect(await faultOf([file('a', idx[0])])).toEqual({ kind: 'noLabels', pictures: 60 })
    expect(await faultOf([file('b', idx[1])])).toEqual({ kind: 'noPictures' })
    expect(await faultOf([file('a', idx[0]), file('b', idxBytes([59], labels.subarray(1)))])).toEqual({
      kind: 'counts',
      pictures: 60,
      labels: 59,
    })
    expect(await faultOf([file('a', idx[0].slice(0, -9)), file('b', idx[1])])).toEqual({ kind: 'cut', expected: 47_056, actual: 47_047 })
    expect(await faultOf([file('a', idx[0]), file('b', new Uint8Array([...idx[1], 0]))])).toMatchObject({ kind: 'cut', actual: null })
    expect(await faultOf([file('a', gzipped(idx[0]).slice(0, 300)), file('b', idx[1])])).toMatchObject({ kind: 'packed', form: 'gzip' })
    expect(
      await faultOf([
        file('a', idxBytes([60, 28, 28], images)),
        file(
          'b',
          idxBytes(
            [60],
            labels.map(() => 3),
          ),
        ),
      ]),
    ).toEqual({
      kind: 'classes',
      count: 1,
      most: 256,
    })
  })
})

describe('CSV', () => {
  const pixels = 784
  test.each([
    ['header, label first', csvText(images, labels, pixels)],
    ['header, label last', csvText(images, labels, pixels, { label: 'last' })],
    ['no header, label first', csvText(images, labels, pixels, { header: false })],
    ['no header, label last', csvText(images, labels, pixels, { header: false, label: 'last' })],
    ['semicolons, Windows lines', csvText(images, labels, pixels).replaceAll(',', ';').replaceAll('\n', '\r\n')],
  ])('%s', async (_, text) => {
    const looked = await look([file('letters.csv', text)])
    expect(looked.understanding).toMatchObject({ form: 'csv', trainCount: 50, testCount: 10 })
    const content = await contentOf(looked)
    expect(content.labels).toEqual([...labels])
    expect(content.levels).toEqual([...images])
  })

  test('classes may be words, levels may be in 0…1, and the file may be gzipped', async () => {
    const words = Array.from(labels, (label) => ['cat', 'dog'][label % 2]!)
    const text = csvText(images, words, pixels).replace(/\b2\d\d\b/g, '0.5')
    const looked = await look([file('animals.csv.gz', gzipped(new TextEncoder().encode(text)))])
    expect(looked.task({ isTransposed: false, naming: 'files' }).classes.map(({ name }) => name)).toEqual(['cat', 'dog'])
    expect(Math.max(...(await contentOf(looked)).levels)).toBe(128)
  })

  test('says which row and column is wrong', async () => {
    const rows = csvText(images, labels, pixels).split('\n')
    expect(await faultOf([file('a.csv', [...rows.slice(0, 5), '1,2,3'].join('\n'))])).toEqual({
      kind: 'row',
      row: 6,
      expected: 785,
      actual: 3,
    })
    const bad = rows[3]!.replace(/^(\d+,\d+,)\d+/, '$1x')
    expect(await faultOf([file('a.csv', [...rows.slice(0, 3), bad].join('\n'))])).toEqual({ kind: 'value', row: 4, column: 3, found: 'x' })
    expect(await faultOf([file('a.csv', '1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19')])).toEqual({ kind: 'columns', columns: 19 })
  })
})

describe('pictures', () => {
  const size = { height: 28, width: 28 }
  const picture = (index: number) => pictureBytes(size, images.subarray(index * 784, (index + 1) * 784))
  const paths = Array.from({ length: 60 }, (_, index) => `hand/${index < 40 ? 'train' : 'test'}/${'abcdefghij'[index % 10]}/${index}.png`)

  test('in folders named after their classes', async () => {
    const looked = await look(paths.map((path, index) => file(path, picture(index))))
    expect(looked.understanding).toMatchObject({ form: 'pictures', title: 'hand', trainCount: 40, testCount: 20, split: 'given' })
    expect((await contentOf(looked)).labels).toEqual([...labels])
  })

  test('in an archive, whatever else lies in it', async () => {
    const entries = Object.fromEntries(paths.map((path, index) => [path, picture(index)]))
    const archive = zipped({ ...entries, '__MACOSX/hand/._1.png': picture(0), 'readme.txt': new TextEncoder().encode('Hello') })
    const looked = await look([file('hand.zip', archive)])
    expect(looked.understanding).toMatchObject({
      trainCount: 40,
      testCount: 20,
      remarks: [{ kind: 'leftOut', names: ['readme.txt'], more: 0 }],
    })
    expect((await contentOf(looked)).levels).toEqual([...images])
  })

  test('an archive of IDX files is opened', async () => {
    const looked = await look([file('set.zip', zipped({ 'train-images': gzipped(idx[0]), 'train-labels': idx[1] }))])
    expect(looked.understanding).toMatchObject({ form: 'idx', trainCount: 50 })
  })

  test('of several sizes become as large as MNIST’s, with their ground around them', async () => {
    const wide = pictureBytes({ height: 10, width: 40 }, new Uint8Array(400).fill(9))
    const looked = await look([...paths.slice(0, 12).map((path, index) => file(path, picture(index))), file('hand/train/a/wide.png', wide)])
    expect(looked.understanding.remarks).toEqual([{ kind: 'resampled', from: null }])
    expect((await contentOf(looked)).levels.slice(-784)).toEqual(Array.from({ length: 784 }, () => 9))
  })

  test('says what is wrong', async () => {
    expect(await faultOf([file('a/1.png', picture(0)), file('a/2.png', picture(1))])).toEqual({ kind: 'noFolders' })
    expect(await faultOf([file('a/1.png', picture(0)), file('b/2.png', picture(1).slice(0, 99))])).toMatchObject({ kind: 'decode' })
    expect(await faultOf([file('a/1.png', picture(0)), file('b/2.png', pictureBytes({ height: 9e4, width: 9e4 }, []))])).toMatchObject({
      kind: 'tooLarge',
      what: 'picture',
    })
    const archive = zipped({ 'a/1.png': picture(0), 'b/2.png': picture(1) })
    expect(await faultOf([file('x.zip', archive.slice(0, 300))])).toMatchObject({ kind: 'packed', form: 'zip' })
    expect(await faultOf([file('notes.txt', 'Nothing to learn from.')])).toEqual({ kind: 'unknown' })
  })
})

test('a set that is too large for memory is read again from its files', async () => {
  const raw = await recognise([file('a', idx[0]), file('b', idx[1])], decodePictureBytes)
  const looked = await lookAt(raw, { canRead: () => true, signal: new AbortController().signal, inMemory: 1000 })
  expect(looked.understanding.isLarge).toBe(true)
  expect((await contentOf(looked)).levels).toEqual([...images])
})

describe('class names', () => {
  const ten = Array.from({ length: 10 }, (_, place) => String(place))

  test('are guessed by what a published set looks like', () => {
    expect(likelyNaming(ten, { ink: 0.286, isBalanced: true })).toBe('fashion')
    expect(likelyNaming(ten, { ink: 0.19, isBalanced: true })).toBe('kmnist')
    expect(likelyNaming(ten, { ink: 0.131, isBalanced: false })).toBe('files')
    expect(likelyNaming(ten, { ink: 0.286, isBalanced: false })).toBe('files')
    const counted = (count: number) => Array.from({ length: count }, (_, place) => String(place))
    expect([26, 47, 62, 61].map((count) => likelyNaming(counted(count), { ink: 0.17, isBalanced: true }))).toEqual([
      'az',
      'balanced',
      'byclass',
      'files',
    ])
  })

  test('of files are short, printable and each its own', () => {
    const { classes } = taskFor('files', ['a\u202Eb', 'x'.repeat(40), 'x'.repeat(41)], { height: 28, width: 28 })
    expect(classes.map(({ label }) => label)).toEqual(['ab', 'x'.repeat(16), '2'])
    expect(classes[1]?.name).toHaveLength(40)
  })
})

test.skipIf(!hasMnist)('MNIST’s test digits stand upright, and lie on their side when they are transposed', async () => {
  const gz = await Promise.all(['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'].map(loadMnistFile))
  const [pictures, classes] = gz.map((bytes, place) => file(String(place), bytes))
  const upright = await look([pictures!, classes!])
  expect(upright.understanding).toMatchObject({ liesOnItsSide: false, isTurned: false, naming: 'files', testCount: 1667 })
  const { levels } = await contentOf(upright, { isTransposed: true })
  const lying = await look([file('a', idxBytes([10_000, 28, 28], levels)), classes!])
  expect(lying.understanding.liesOnItsSide).toBe(true)
})
