import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findOtherBrowsers } from '../../scripts/other-browsers.ts'
import { serveSources } from '../../scripts/headless.ts'
import type { LayerKind } from '../../src/nn/spec/model-spec.ts'
import { type PresetName, presets } from '../../src/nn/spec/presets.ts'
import { layerDefinitions } from '../../src/nn/spec/registry.ts'
import type { Browser } from './driver.ts'
import { startFirefox } from './firefox.ts'
import { allKernels } from '../../src/testing/all-kernels.ts'
import type { Checks } from './kernels/page.ts'

/** A second compiler and a second driver for all kernels: naga and Mesa's lavapipe, in Firefox. */

declare global {
  var checks: Checks
}

let browser: Browser
let server: Awaited<ReturnType<typeof serveSources>>
beforeAll(async () => {
  server = await serveSources('browsers')
  browser = await startFirefox(findOtherBrowsers(), { webgpu: true })
  await browser.open(new URL('e2e/browsers/kernels/index.html', server.address).href)
})
afterAll(async () => {
  await browser.close()
  await server.close()
})

it('the adapter counts as one that is emulated on the CPU', async () => {
  const adapter = await browser.evaluate(() => checks.adapter())
  console.log(`${browser.version}: ${JSON.stringify(adapter)}`)
  expect(adapter.isSoftware).toBe(true)
})

/** naga does not know subgroups, which the engine does not use where there are none. */
const portable = [...new Set(allKernels.filter(({ enables }) => enables.length === 0).map(({ label }) => label))]

it.each(portable)('naga compiles %s', async (label) => {
  await expect(browser.evaluate((...args) => checks.compile(...args), label)).resolves.not.toThrow()
})

describe.each(['registers', 'staged'] as const)('in %s agrees with float64:', (arrangement) => {
  it.each(Object.keys(layerDefinitions) as LayerKind[])('layer %s', async (kind) => {
    await expect(browser.evaluate((...args) => checks.layer(...args), kind, arrangement)).resolves.not.toThrow()
  })

  it.each(Object.keys(presets) as PresetName[])('preset %s', async (name) => {
    await expect(browser.evaluate((...args) => checks.preset(...args), name, arrangement)).resolves.not.toThrow()
  })
})
