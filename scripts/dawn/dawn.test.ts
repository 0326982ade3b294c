import { describe, expect, it, vi } from 'vitest'
import { builtInDigits } from '../../src/data/digits/index'
import { createCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { createGpuEngine } from '../../src/nn/engines/gpu/gpu-engine'
import type { Engine } from '../../src/nn/engine'
import { expectClose, tolerances } from '../../src/testing/tolerance'
import { tinySpec } from '../../src/train/tiny-task.fixture'
import { decodeCheckpoint } from '../../src/train/checkpoint'
import { chooseAdapter } from '../chromium'
import { trainInNode } from '../train/in-node'
import type { KeptFile, TrainNews } from '../train/job'
import { parseTrainOptions } from '../train/options'
import { dawnExcuse, DawnMissingError, installDawn, softwareDriver } from './dawn'

const excuse = dawnExcuse()

describe.skipIf(excuse !== null)(`the GPU engine in Node${excuse === null ? '' : ` (${excuse})`}`, () => {
  it('trains as the float64 engine does', async () => {
    const { train } = builtInDigits({ train: 40, test: 1, seed: 3 })
    vi.stubEnv('GATELIGHT_ADAPTER', chooseAdapter())
    await installDawn()
    const trained = async (engine: Engine) => {
      const model = await engine.createModel(tinySpec, { seed: 5 })
      const run = model.fit(train, {
        epochs: 2,
        batchSize: 7,
        loss: { type: 'categoricalCrossentropy' },
        optimizer: { type: 'adam', learningRate: 1e-3 },
        seed: 7,
      })
      await run.done
      const parameters = await model.parameters()
      engine.dispose()
      return parameters
    }
    const expected = await trained(await createCpuEngine())
    const actual = await trained(await createGpuEngine())
    for (const [name, { data }] of expected) expectClose(actual.get(name)!.data, data, tolerances.trajectory, name)
  })

  it('trains with the page’s own host, whose news and files come as from a browser', async () => {
    vi.stubEnv('GATELIGHT_ADAPTER', chooseAdapter())
    await installDawn()
    const { preset, engine, format, threads, data, test, limit, settings } = parseTrainOptions(
      '--node --preset row-lstm --data built-in:64 --limit 64 --epochs 1'.split(' '),
    )
    const news: TrainNews[] = []
    const kept = new Map<KeptFile, string>()
    const summary = await trainInNode(
      { preset, engine, format, threads, data, test, limit, settings, from: null, resume: null, best: null },
      { tellNode: async (one) => void news.push(one), keepFile: async (kind, base64) => void kept.set(kind, base64) },
      'http://localhost/',
    )
    expect(summary).toMatchObject({ epochs: 1, total: 64, images: 64 })
    expect(news.find(({ type }) => type === 'engine')).toMatchObject({ isSoftware: chooseAdapter() === 'swiftshader' })
    expect(news.at(-1)).toMatchObject({ type: 'epoch', epoch: 1 })
    expect([...kept.keys()].toSorted()).toEqual(['checkpoint', 'final'])
    expect(decodeCheckpoint(Buffer.from(kept.get('final')!, 'base64'))).toMatchObject({ name: 'row-lstm', epochs: 1 })
  })
})

describe('Dawn', () => {
  it('that is missing says what to do', () => {
    expect(new DawnMissingError({ original: 'no dawn.node' }).message).toMatch(
      /could not be loaded: no dawn\.node\. Install it .* leave --node out/,
    )
  })

  it('finds the emulated GPU beside Chromium, if there is one', () => {
    const machine = { platform: 'linux' as const, playwrightPath: () => '/pw/chrome', exists: (path: string) => path.startsWith('/pw/') }
    expect(softwareDriver({ ...machine, env: {} })).toBe('/pw/vk_swiftshader_icd.json')
    expect(softwareDriver({ ...machine, env: {}, exists: () => false })).toBeNull()
    expect(dawnExcuse({ ...machine, env: {}, exists: (path) => path.endsWith('.node') })).toMatch(/no Chromium here brings/)
    expect(dawnExcuse({ ...machine, env: {}, exists: () => false })).toMatch(/has nothing for linux/)
  })
})
