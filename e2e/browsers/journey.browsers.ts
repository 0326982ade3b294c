import { availableParallelism } from 'node:os'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { findOtherBrowsers } from '../../scripts/other-browsers.ts'
import { plainDigit } from '../../src/data/digits/generate.ts'
import { sampleDrawing } from '../../src/ui/pad/samples.ts'
import { startChromium } from './chromium.ts'
import type { Browser } from './driver.ts'
import { startFirefox } from './firefox.ts'
import { alerts, answeredDigit, engineName, inkOfRows, isRead, stepsDone, textOf } from './in-page.ts'
import { offers, REQUIRED } from './offers.ts'
import { click, downloaded, draw, pictureOf, pictureOnFailure, settled } from './visitor.ts'
import { startWebKit } from './webkit.ts'

interface Visit {
  readonly name: string
  readonly start: () => Promise<Browser>
  /** What follows the page's address. */
  readonly query?: string
  /** As the header names it. */
  readonly engine: string
}

const visits: readonly Visit[] = [
  { name: 'Chromium', start: () => startChromium(), query: '?engine=cpu', engine: 'CPU' },
  { name: 'Firefox', start: () => startFirefox(findOtherBrowsers()), engine: 'CPU' },
  {
    name: 'Firefox with WebGPU',
    start: () => startFirefox(findOtherBrowsers(), { webgpu: true }),
    query: '?engine=webgpu',
    engine: 'WebGPU',
  },
  { name: 'WebKit', start: () => startWebKit(findOtherBrowsers()), engine: 'CPU' },
]

/** What the page writes first. */
const firstSample = sampleDrawing(0, 0).label ?? -1

const RUN_STATUS = '[aria-label="Progress of the run"] [role=status]'

describe.each(visits)('in $name', ({ name, start, query = '', engine }) => {
  const address = inject('builtPage') + query
  let browser: Browser
  beforeAll(async () => {
    browser = await start()
  })
  afterAll(() => browser.close())
  beforeEach(() => pictureOnFailure(browser))

  // One visit: each part goes on where the one before it ended.
  it('opens, and reads the sample that it writes', async () => {
    await browser.open(address)
    await expect.poll(() => browser.evaluate(answeredDigit)).toBe(firstSample)
    await expect.poll(() => browser.evaluate(engineName)).toBe(engine)
  })

  it('offers what the page needs, and threads of threads', async () => {
    const offered = await browser.evaluate(offers)
    expect(REQUIRED.filter((name) => offered[name] !== true)).toEqual([])
    // By the headers of the server; WebKitGTK that a program drives has none.
    expect(offered['shared memory']).toBe(name !== 'WebKit')
    await click(browser, 'button', 'Engine')
    await expect.poll(() => browser.evaluate(textOf, '[role=dialog]')).toContain('Computes on')
    const sheet = await browser.evaluate(textOf, '[role=dialog]')
    const facts = { ...offered, threads: /\d+ threads/.exec(sheet)?.[0] ?? 'none' }
    console.log([browser.version, ...Object.entries(facts).map(([name, value]) => `  ${name}: ${value}`)].join('\n'))
    if (engine === 'CPU' && availableParallelism() > 1) expect(sheet).toMatch(/\d threads/)
    await click(browser, 'tab', 'Gates')
  })

  it.each([7, 3])('reads %i, drawn with the mouse', async (digit) => {
    await draw(browser, plainDigit(digit))
    await expect.poll(() => browser.evaluate(isRead)).toBe(true)
    await expect.poll(() => browser.evaluate(answeredDigit)).toBe(digit)
  })

  it.each([
    ['Learn', '[role=tabpanel] h2'],
    ['Train', '[aria-label="Training run"]'],
    ['Gates', '[aria-label="Maps of the reading"]'],
  ])('shows the view %s', async (name, content) => {
    await click(browser, 'tab', name)
    await expect.poll(() => browser.evaluate(textOf, '[role=tab][aria-selected=true]')).toBe(name)
    await expect.poll(() => browser.evaluate((selector) => document.querySelector(selector) !== null, content)).toBe(true)
    expect(await browser.evaluate(alerts)).toEqual([])
  })

  it('sets the tilde of the candidate above its letter', async () => {
    const symbol = '[role=tabpanel] i[data-letter=C]'
    await expect.poll(() => browser.evaluate((selector) => document.querySelector(selector) !== null, symbol)).toBe(true)
    await browser.evaluate((selector) => document.querySelector(selector)?.scrollIntoView({ block: 'center' }), symbol)
    await settled(browser)
    const rows = await browser.evaluate(inkOfRows, symbol, await pictureOf(browser))
    const ink = rows.map((hasInk) => (hasInk ? '#' : '.')).join('')
    expect(ink, 'a tilde, a gap, a letter').toMatch(/^\.*#+\.+#+\.*$/)
  })

  it('trains on built-in digits while the pad is read, and pauses', async () => {
    await click(browser, 'tab', 'Train')
    await click(browser, 'radio', 'Built-in')
    await expect.poll(() => browser.evaluate(textOf, '[data-testid=training-data]'), { timeout: 60_000 }).toContain('In use:')
    await click(browser, 'button', 'Start')
    await expect.poll(() => browser.evaluate(stepsDone), { timeout: 60_000 }).toBeGreaterThan(3)
    const step = await timeOfStep(browser)
    const read = await timeUntil(
      () => draw(browser, plainDigit(0)),
      async () => (await browser.evaluate(answeredDigit)) !== null,
    )
    const pause = await timeUntil(
      () => click(browser, 'button', 'Pause'),
      async () => (await browser.evaluate(textOf, RUN_STATUS)).startsWith('Paused in epoch 1'),
    )
    const paused = await browser.evaluate(stepsDone)
    console.log(`${browser.version}, in training: a step ${step} ms, a drawing read after ${read} ms, paused after ${pause} ms`)
    await draw(browser, plainDigit(1))
    await expect.poll(() => browser.evaluate(answeredDigit)).not.toBeNull()
    expect(await browser.evaluate(stepsDone)).toBe(paused)
    await click(browser, 'button', 'Stop')
    await expect.poll(() => browser.evaluate(textOf, RUN_STATUS)).toContain('Stopped')
    expect(await browser.evaluate(alerts)).toEqual([])
  })

  it('saves the model, and opens it again', async () => {
    await click(browser, 'button', 'Model ')
    await click(browser, 'button', 'Save the model')
    const file = await downloaded(browser, 'row-lstm.safetensors')
    await browser.open(address)
    // The page is as it was left.
    await expect.poll(() => browser.evaluate(answeredDigit)).not.toBeNull()
    await click(browser, 'button', 'Model ')
    const facts = () => browser.evaluate(textOf, '[role=dialog] dl')
    // The page's own model learnt from several sets, and this one from built-in digits alone.
    await expect.poll(facts).toContain('trained on Built-in')
    await click(browser, 'button', 'Back to the trained model')
    await expect.poll(facts).toContain('trained on MNIST')
    await browser.setFile('input[type=file][accept*=".safetensors"]', file)
    await expect.poll(facts).toContain('trained on Built-in')
    expect(await browser.evaluate(alerts)).toEqual([])
  })

  it('complains of nothing', async () => {
    expect(await browser.complaints()).toEqual([])
  })
})

/** Mean time of a few steps as the page counts them, ms. */
async function timeOfStep(browser: Browser): Promise<number> {
  const [from, begin] = [await browser.evaluate(stepsDone), performance.now()]
  await expect.poll(() => browser.evaluate(stepsDone), { timeout: 60_000 }).toBeGreaterThan(from + 4)
  return Math.round((performance.now() - begin) / ((await browser.evaluate(stepsDone)) - from))
}

/** From the end of what a visitor does until the page shows it, ms. */
async function timeUntil(act: () => Promise<void>, isSeen: () => Promise<boolean>): Promise<number> {
  await act()
  const begin = performance.now()
  await expect.poll(isSeen).toBe(true)
  return Math.round(performance.now() - begin)
}

describe('in WebKit, on a system whose language Intl refuses', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await startWebKit(findOtherBrowsers(), { locale: 'C.UTF-8' })
  })
  afterAll(() => browser.close())
  beforeEach(() => pictureOnFailure(browser))

  it('opens, and shows the view with the curves', async () => {
    await browser.open('about:blank')
    expect(await browser.evaluate(() => navigator.language)).toBe('C')
    await browser.open(inject('builtPage'))
    await expect.poll(() => browser.evaluate(answeredDigit)).toBe(firstSample)
    expect(await browser.evaluate(() => navigator.language)).toBe('en')
    await click(browser, 'tab', 'Train')
    await expect.poll(() => browser.evaluate(() => document.querySelector('[aria-label="Training run"]') !== null)).toBe(true)
    expect(await browser.evaluate(alerts)).toEqual([])
    expect(await browser.complaints()).toEqual([])
  })
})
