import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Random, Stream } from '../core/random'
import { withinLimit } from '../core/within-limit'
import type { Bytes } from '../data/byte-reader'
import { stubIndexedDb } from '../data/mnist.fixture'
import { bars, csvText, gzipped, idxBytes, pictureBytes, zipped } from '../data/own/own-files.fixture'
import { toErrorData } from './error-data'
import { TestHost } from './test-host.fixture'

/** Ten thousand files of data with something wrong in them: each ends in an answer or in an error of its own, soon, and the model knows nothing of it. */

const CASES = 2000
/** However busy the machine; a file that hangs would take for ever. */
const LIMIT_MS = 2000

const side = 8
const { images, labels } = bars(24, 4, side)
const pixels = side * side
const picture = (index: number) => pictureBytes({ height: side, width: side }, images.subarray(index * pixels, (index + 1) * pixels))
const entries = Object.fromEntries(Array.from(labels, (label, index) => [`set/${label}/${index}.png`, picture(index)]))
const idx = { a: idxBytes([24, side, side], images), b: idxBytes([24], labels) }

/** Files by their paths, as they would be taken; the first is the one that is spoilt. */
const kinds: Readonly<Record<string, Readonly<Record<string, Bytes>>>> = {
  IDX: { a: idx.a, b: idx.b },
  'labels of IDX': { b: idx.b, a: idx.a },
  gzip: { a: gzipped(idx.a, 2), b: idx.b },
  CSV: { 'a.csv': new TextEncoder().encode(csvText(images, labels, pixels)) },
  zip: { 'set.zip': zipped(entries) },
  // The width and height of a PNG's header, and all that is before them.
  PNG: { 'set/0/0.png': picture(0), 'set/1/1.png': picture(1), 'set/2/2.png': picture(2), 'set/0/4.png': picture(4) },
}

/** Flips, cuts, repeats, fills or inserts some bytes, near the beginning as often as anywhere. */
function mutated(bytes: Bytes, random: Random): Bytes {
  const copy = bytes.slice()
  const at = random.integer(random.uniform() < 0.5 ? Math.min(32, copy.length) : copy.length)
  switch (random.integer(6)) {
    case 0:
      copy[at]! ^= 1 << random.integer(8)
      return copy
    case 1:
      return copy.slice(0, at)
    case 2:
      copy.fill(random.integer(2) * 255, at, at + 1 + random.integer(8))
      return copy
    case 3: {
      const inserted = Uint8Array.from({ length: 1 + random.integer(40) }, () => random.integer(256))
      return Uint8Array.of(...copy.subarray(0, at), ...inserted, ...copy.subarray(at))
    }
    case 4:
      return Uint8Array.of(...copy, ...copy.subarray(at))
    default:
      for (let change = 0; change < 8; change++) copy[random.integer(Math.min(64, copy.length))] = random.integer(256)
      return copy
  }
}

let host: TestHost

beforeEach(async () => {
  stubIndexedDb()
  host = new TestHost()
  await host.start('cpu')
})

afterEach(() => vi.unstubAllGlobals())

test.each(Object.entries(kinds))('%s', async (kind, files) => {
  const before = (await host.ask('saveModel', null)).bytes
  const random = new Random(17, Stream.sample, Object.keys(kinds).indexOf(kind))
  const outcomes = new Map<string, number>()
  const paths = Object.keys(files)
  const count = kind.endsWith('IDX') ? CASES / 2 : CASES
  for (let index = 0; index < count; index++) {
    const spoilt = Object.entries(files).map(([path, bytes]) => ({
      path,
      file: new File([path === paths[0] ? mutated(bytes, random) : bytes], path.split('/').at(-1)!),
    }))
    const late = () => new Error(`case ${index} is not over after ${LIMIT_MS} ms`)
    const outcome = await withinLimit(
      host.ask('lookAtFiles', { files: spoilt }).then(
        () => 'understood',
        (error: unknown) => errorCode(error),
      ),
      LIMIT_MS,
      late,
    )
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }
  expect([...outcomes.keys()].filter((outcome) => outcome !== 'understood' && outcome !== 'own-data')).toEqual([])
  expect(outcomes.get('own-data')).toBeGreaterThan(0)
  expect(host.heard('data')).toEqual([])
  expect((await host.ask('saveModel', null)).bytes).toEqual(before)
})

/** The code of what the host answered with; what is thrown here is told as it is. */
function errorCode(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'error' in error) {
    const { error: data } = error
    if (typeof data === 'object' && data !== null && 'code' in data) return String(data.code)
  }
  return toErrorData(error).message
}
