import { beforeAll, expect, test } from 'vitest'
import { Random, Stream } from '../core/random'
import { withinLimit } from '../core/within-limit'
import { hostileSpec, modelFiles, modelFileShares, mutated } from '../export/import/hostile.fixture'
import { freshModel } from '../export/exports.fixture'
import { encodeCheckpoint } from '../train/checkpoint'
import { picture, TestHost } from './test-host.fixture'

/** Model files with something wrong in them: each is opened whole, or refused with an error of its own and leaves the model that is there. */

/** `MUTATIONS=10000` tries more. */
const COUNT = Number(process.env['MUTATIONS'] ?? 500)
/** However busy the machine; a file that hangs would take for ever. */
const LIMIT_MS = 2000

/** What model files are refused with. */
const REFUSALS: ReadonlySet<string> = new Set(['safetensors', 'checkpoint', 'shape', 'spec', 'decode', 'import', 'other-network'])

let host: TestHost
let files: Awaited<ReturnType<typeof modelFiles>>

beforeAll(async () => {
  files = await modelFiles()
  host = new TestHost()
  await host.start('cpu')
})

test.each(modelFileShares)('%s', async (name, share) => {
  // Weights without a network are for the one that is there.
  const own = encodeCheckpoint({ ...freshModel(hostileSpec), name: 'own' })
  await host.ask('loadModel', { bytes: own, name: 'own' })
  const before = (await host.ask('saveModel', null)).bytes
  const answer = await host.ask('read', { image: picture })
  const refusals = new Map<string, number>()
  let opened = 0
  for (let index = 0; index < COUNT * share; index++) {
    const bytes = mutated(files[name], new Random(index, Stream.sample, 1000 + name.length))
    const late = () => new Error(`file ${index} is not over after ${LIMIT_MS} ms`)
    const told = host.heard('model').length
    const outcome = await withinLimit(
      host.ask('loadModel', { bytes, name: 'other' }).then(() => null, codeOf),
      LIMIT_MS,
      late,
    )
    if (outcome === null) {
      opened++
      await host.ask('loadModel', { bytes: own, name: 'own' })
    } else {
      refusals.set(outcome, (refusals.get(outcome) ?? 0) + 1)
      expect(host.heard('model')).toHaveLength(told)
    }
    expect((await host.ask('saveModel', null)).bytes).toEqual(before)
  }
  expect(await host.ask('read', { image: picture })).toEqual(answer)
  console.info(`${name}: ${opened} opened, refused ${JSON.stringify(Object.fromEntries(refusals))}`)
  expect([...refusals.keys()].filter((code) => !REFUSALS.has(code))).toEqual([])
  expect(refusals.size).toBeGreaterThan(0)
})

/** The code of what the host answered with; what is thrown here is told as it is. */
function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'error' in error) {
    const { error: data } = error
    if (typeof data === 'object' && data !== null && 'code' in data) return String(data.code)
  }
  return String(error)
}
