import type { TestInfo } from '@playwright/test'
import { plainDigit } from '../src/data/digits/generate.ts'
import { takeLongTasks, watchLongTasks } from './support/long-tasks.ts'
import { expect, openPage, test } from './support/page.ts'
import { expectAnswer, pad, padTool } from './support/pad.ts'
import { openPicture, pictureOfDigits } from './support/picture.ts'
import { chooseData, chooseSettings, control, limitData, openTraining, panel, runStatus } from './support/training.ts'

/**
 * How long the page's main thread is busy at a stretch, while it loads, trains, evaluates and is drawn on. The numbers are reported, not
 * held to: where all cores compute, any task may wait for one.
 */

test('the page answers while a model trains beside it, and reports its long tasks', async ({ page }, testInfo) => {
  await watchLongTasks(page)
  await limitData(page, 600)
  const report: Record<string, string> = {}
  const note = async (phase: string): Promise<void> => {
    report[phase] = describe(await takeLongTasks(page))
  }

  await openPage(page, '?engine=webgpu')
  await expectAnswer(page, 3)
  await note('loading, until the first answer')
  await openTraining(page)
  await chooseData(page, 'Built-in')
  await chooseSettings(page, { epochs: 2, batchSize: 16 })
  await note('the panel, digits and settings')

  const begin = Date.now()
  await control(page, 'Start').click()
  await expect(panel(page).getByRole('progressbar', { name: 'Progress of the run' })).toHaveAttribute('aria-valuetext', /^Step [1-9]/)
  report['Start to the first step shown'] = `${Date.now() - begin} ms`
  await note('a training begins')
  await pad(page).press('7')
  await expectAnswer(page, 7)
  await expect(runStatus(page)).toHaveText('Finished: 2 epochs.', { timeout: 60_000 })
  await note('training, evaluation and a drawing')
  await tell(report, testInfo)
})

test('the page answers while it looks for a digit in a picture of 12 megapixels, and reports its long tasks', async ({
  page,
}, testInfo) => {
  await watchLongTasks(page)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openPage(page, '?engine=cpu')
  await expectAnswer(page, 3)
  const report: Record<string, string> = {}
  for (const [size, side] of [
    ['large', 2400],
    ['small', 240],
  ] as const) {
    const digits = [{ strokes: plainDigit(7), left: 1800 - side / 2, top: 1500 - side / 2, side }]
    const picture = await pictureOfDigits(page, { width: 4000, height: 3000 }, digits)
    await padTool(page, 'Clear').click()
    await expectAnswer(page, null)
    await takeLongTasks(page)
    const begin = Date.now()
    await openPicture(page, `${size}.png`, picture)
    await expectAnswer(page, 7)
    const tasks = await takeLongTasks(page)
    report[`a ${size} digit`] = `read after ${Date.now() - begin} ms; ${describe(tasks)}`
  }
  await tell(report, testInfo)
})

function describe(tasks: readonly number[]): string {
  return `${tasks.length} tasks over 50 ms, the longest ${Math.round(Math.max(0, ...tasks))} ms`
}

async function tell(report: Readonly<Record<string, string>>, testInfo: TestInfo): Promise<void> {
  const lines = Object.entries(report).map(([phase, told]) => `${phase}: ${told}`)
  console.log(lines.join('\n'))
  await testInfo.attach('main thread', { body: lines.join('\n') })
}
