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

/** Runs a check in the page, which fails with what is not as it should be. */
async function expectFine<Args extends readonly unknown[]>(check: (...args: Args) => Promise<void>, ...args: Args): Promise<void> {
  await browser.evaluate(check, ...args)
}

/** naga does not know subgroups, which the engine does not use where there are none. */
const portable = [...new Set(allKernels.filter(({ enables }) => enables.length === 0).map(({ label }) => label))]

it.each(portable)('naga compiles %s', (label) => expectFine((...args) => checks.compile(...args), label))

describe.each(['registers', 'staged'] as const)('in %s agrees with float64:', (arrangement) => {
  it.each(Object.keys(layerDefinitions) as LayerKind[])('layer %s', (kind) =>
    expectFine((...args) => checks.layer(...args), kind, arrangement),
  )

  it.each(Object.keys(presets) as PresetName[])('preset %s', (name) => expectFine((...args) => checks.preset(...args), name, arrangement))
})
