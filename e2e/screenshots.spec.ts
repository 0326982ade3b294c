import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { inTheOtherLanguage } from './support/axe.ts'
import { openCompare, trainOnce } from './support/compare.ts'
import { beginWith, openCompose } from './support/compose.ts'
import { automaticEngine, expectEngine } from './support/engine.ts'
import { gallery, judgeBuiltIn, matrixCell, openJudge } from './support/judge.ts'
import { openLink } from './support/link.ts'
import { bringFile, drawings, fileOfHand, openHand } from './support/hand.ts'
import { expect, openPage, test } from './support/page.ts'
import { drawWithMouse, expectAnswer, padTool, waitUntilRead } from './support/pad.ts'
import { chooseRace, raceButton, untilOver } from './support/race.ts'
import { readout } from './support/reading.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, runStatus } from './support/training.ts'
import { openWatch } from './support/watch.ts'

const root = join(import.meta.dirname, '..')

/** Down to the curves of the unit. */
const README_PICTURE = { x: 0, y: 0, width: 1440, height: 990 }

const screens = [
  { width: 1440, height: 900, phone: false },
  { width: 1024, height: 768, phone: false },
  { width: 390, height: 844, phone: true },
]

for (const { width, height, phone } of screens) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${width} ${colorScheme}`, { tag: tagsOf(phone) }, () => {
      test.use({ viewport: { width, height }, colorScheme, hasTouch: phone, isMobile: phone, deviceScaleFactor: phone ? 2 : 1 })

      test('idle, drawing, training', async ({ page }) => {
        const take = async (state: string) => {
          await atRest(page, state !== 'drawing')
          await page.screenshot({ path: look(`${width}-${colorScheme}-${state}`), fullPage: phone })
        }
        await limitData(page, 1500)
        await page.emulateMedia({ reducedMotion: 'reduce' })
        await openPage(page)
        await readToTheEnd(page)
        await take('idle')
        if (width === 1440 && colorScheme === 'light')
          await page.screenshot({ path: join(root, 'docs/screenshot.png'), fullPage: true, clip: README_PICTURE })

        await openLink(page)
        await take('link')
        await page.keyboard.press('Escape')

        await padTool(page, 'Clear').click()
        await drawWithMouse(page, plainDigit(2).map(firstPart), { lift: false })
        await waitUntilRead(page)
        await take('drawing')
        await page.mouse.up()

        await openTraining(page)
        await chooseData(page, 'Built-in')
        await chooseSettings(page, { epochs: 3, batchSize: 25, learningRate: 0.002 })
        await control(page, 'Start').click()
        await expect(page.getByRole('table')).toBeVisible()
        await take('training')
        await control(page, 'Pause').click()
        await expect(runStatus(page)).toHaveText(/^Paused/)
        await take('paused')
      })
    })
  }
}

/** Devices whose pictures are taken from one page: a desktop's windows, and a phone. */
const devices = [
  { name: 'desktop', sizes: screens.filter(({ phone }) => !phone), phone: false },
  { name: 'phone', sizes: screens.filter(({ phone }) => phone), phone: true },
]

for (const { name, sizes, phone } of devices) {
  test.describe(`every view on a ${name}`, { tag: tagsOf(phone) }, () => {
    const [{ width, height } = { width: 0, height: 0 }] = sizes
    test.use({ viewport: { width, height }, hasTouch: phone, isMobile: phone, deviceScaleFactor: phone ? 2 : 1 })

    test('in use, in both themes and languages', async ({ page }) => {
      test.setTimeout(600_000)
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await limitData(page, 600)
      await openPage(page, '?engine=cpu')
      await readToTheEnd(page)
      for (const [view, reach] of Object.entries(VIEWS)) {
        await reach(page)
        await takeAll(page, view, sizes)
      }
    })
  })
}

const VIEWS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  gates: async (page) => {
    await drawWithMouse(page, plainDigit(4))
    // Looked for when it comes into view.
    const active = page.getByTestId('most-active')
    await active.scrollIntoViewIfNeeded()
    await expect(active).toHaveAttribute('data-state', 'found')
    await page.evaluate(() => scrollTo(0, 0))
    await expect(page.getByTestId('reading-summary')).not.toContainText('for now')
  },
  train: async (page) => {
    await openTraining(page)
    await chooseData(page, 'Built-in')
    await trainOnce(page, { epochs: 3, batchSize: 20, learningRate: 0.004 })
    await openWatch(page)
  },
  compose: async (page) => {
    await openCompose(page)
    await beginWith(page, 'keras')
  },
  judge: async (page) => {
    await openJudge(page)
    await judgeBuiltIn(page, 600)
    await matrixCell(page, 4, 9)
      .or(matrixCell(page, 0, 0))
      .first()
      .click()
    await expect(gallery(page)).toBeVisible()
  },
  compare: async (page) => {
    await openTraining(page)
    await trainOnce(page, { epochs: 3, batchSize: 20, learningRate: 0.001 })
    await openCompare(page)
    await chooseRace(page, 'LSTM against RNN', { epochs: 1, batchSize: 20 })
    await raceButton(page, 'Start race').click()
    await untilOver(page)
  },
  write: async (page) => {
    await page.getByRole('tab', { name: 'Write' }).click()
    await expect(page.getByTestId('writing-paper')).not.toHaveAttribute('data-points', '0')
  },
  hand: async (page) => {
    await openHand(page)
    await bringFile(page, fileOfHand(3))
    await expect(drawings(page)).toHaveCount(30)
  },
  learn: (page) => page.getByRole('tab', { name: 'Learn' }).click(),
}

/** The page as it is, in all sizes, themes and languages. */
async function takeAll(page: Page, view: string, sizes: typeof screens): Promise<void> {
  const take = async (language: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      for (const { width, height } of sizes) {
        await page.setViewportSize({ width, height })
        await atRest(page)
        await page.screenshot({ path: look(`${view}-${width}-${colorScheme}-${language}`), fullPage: true })
      }
    }
  }
  await take('en')
  await inTheOtherLanguage(page, () => take('zh'))
}

/** Waits until the page grows no more, and nothing is pointed at. @param isFree  the pen is not down */
async function atRest(page: Page, isFree = true): Promise<void> {
  if (isFree) await page.mouse.move(0, 0)
  await page.evaluate(async () => {
    const height = (): number => document.documentElement.scrollHeight
    const wait = (): Promise<void> => new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => resolve()), 60))
    for (let still = 0, before = height(); still < 5; before = height()) {
      await wait()
      still = height() === before ? still + 1 : 0
    }
  })
}

/** A phone's pictures are taken by a browser of its own: `screenshots.config.ts`. */
function tagsOf(phone: boolean): string[] {
  return phone ? ['@screenshots', '@phone'] : ['@screenshots']
}

function look(name: string): string {
  return join(root, 'test-results/looks', `${name}.png`)
}

/** The first sample as it is when nothing moves any more. */
async function readToTheEnd(page: Page): Promise<void> {
  await expectAnswer(page, 3)
  await expectEngine(page, automaticEngine)
  await waitUntilRead(page)
  await expect(readout(page)).toHaveAttribute('data-value', /./)
  await expect(page.getByTestId('reading-summary')).toContainText('Read as 3')
}

/** A stroke whose pen is still on its way. */
function firstPart<S extends { readonly points: readonly unknown[] }>(stroke: S): S {
  return { ...stroke, points: stroke.points.slice(0, Math.ceil(0.7 * stroke.points.length)) }
}
