import { describe, expect, it, vi } from 'vitest'
import { builtInDigits } from '../../src/data/digits/index'
import { createCpuEngine } from '../../src/nn/engines/cpu/cpu-engine'
import { createGpuEngine } from '../../src/nn/engines/gpu/gpu-engine'
import type { Engine } from '../../src/nn/engine'
import { expectClose, tolerances } from '../../src/testing/tolerance'
import { tinySpec } from '../../src/train/tiny-task.fixture'
import { chooseAdapter } from '../chromium'
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
