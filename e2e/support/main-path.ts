import type { Frame } from '@playwright/test'
import { plainDigit } from '../../src/data/digits/generate.ts'
import type { Language, Tab } from '../../src/state/app-state.ts'
import { loadMessages, messagesFor } from '../../src/ui/kit/messages/dictionaries.ts'
import { outside } from './layout.ts'
import { expect } from './page.ts'
import { drawWithMouse } from './pad.ts'

/** The page's words, by which a visitor finds everything. */
await Promise.all([loadMessages('en'), loadMessages('zh')])
export const WORDS = { en: messagesFor('en'), zh: messagesFor('zh') }

const OTHER: Readonly<Record<Language, Language>> = { en: 'zh', zh: 'en' }
const STEP = 12
const FEW_STEPS = 3

/**
 * What most visitors do, from the first look to a network of their own: a digit is drawn and read, its maps are gone through, a network is trained for a few
 * steps, answers, is judged and listed, and the page speaks the other language. Nothing stands out of the page on the way, and nothing is complained of.
 *
 * @param frame  the page, wherever it stands; it has been opened in this language, with `limitData`
 */
export async function walkMainPath(frame: Frame, language: Language): Promise<void> {
  const page = frame.page()
  const words = WORDS[language]
  const answer = frame.getByRole('region', { name: words.pad.answer, exact: true })
  const pad = frame.getByRole('application')
  const open = async (view: Tab) => {
    const tab = frame.getByRole('tab', { name: words.shell.tabs[view], exact: true })
    await tab.click()
    const panel = frame.getByRole('tabpanel', { name: words.shell.tabs[view] })
    await expect(panel.getByRole('heading').first()).toBeVisible()
    return panel
  }
  const expectInside = async (view: string) => expect(await outside(frame), view).toEqual([])

  // A digit is drawn and read.
  await expect(answer).toHaveAttribute('data-digit', '3')
  await frame.getByRole('button', { name: words.pad.clear, exact: true }).click()
  await expect(answer).toHaveAttribute('data-digit', '')
  await pad.scrollIntoViewIfNeeded()
  await drawWithMouse(page, plainDigit(7), { on: pad })
  await expect(answer).toHaveAttribute('data-digit', '7')

  // Its maps, step by step.
  await frame.getByRole('group', { name: words.reading.maps.label }).focus()
  await page.keyboard.press('Home')
  for (let step = 0; step < STEP; step++) await page.keyboard.press('ArrowDown')
  const readout = frame.getByRole('status', { name: words.reading.readout.label })
  await expect(readout).toHaveAttribute('data-step', String(STEP))
  await page.keyboard.press('End')
  await expect(frame.getByTestId('reading-so-far')).toHaveAttribute('data-digit', '7')
  await expectInside('Gates')

  // A few steps of training on digits that are made here.
  const training = await open('train')
  const { controls } = words.training
  const press = (name: string) =>
    training.getByRole('group', { name: controls.label, exact: true }).getByRole('button', { name, exact: true }).click()
  await training.getByRole('radio', { name: words.sets.known['built-in'].short, exact: true }).click()
  await press(controls.start)
  const steps = async () => {
    const said = await training.getByRole('progressbar', { name: words.training.progress }).getAttribute('aria-valuetext')
    return Number(/[\d,]+/.exec(said ?? '')?.[0].replaceAll(',', '') ?? 0)
  }
  await expect.poll(steps, { timeout: 90_000 }).toBeGreaterThan(FEW_STEPS)
  await press(controls.pause)
  await expect(training.getByRole('button', { name: controls.resume, exact: true })).toBeVisible()
  const paused = await steps()
  await press(controls.step)
  await expect.poll(steps).toBe(paused + 1)
  await press(controls.stop)
  await expectInside('Train')

  // What answers now is the visitor's own, and is named so.
  const [own = ''] = words.shell.model.who.own('|', null).split('|')
  await expect(frame.getByTestId('who-answers')).toContainText(own)
  await expect(answer).not.toHaveAttribute('data-digit', '')

  // How good is it, and where is its run?
  const judge = await open('judge')
  const judgement = judge.getByRole('group', { name: words.judge.controls.label, exact: true })
  await judgement.getByRole('button', { name: words.judge.controls.start, exact: true }).click()
  await expect(judge.locator('[data-cell="7 7"]').first()).toBeVisible({ timeout: 60_000 })
  await expectInside('Judge')
  await open('compare')
  await expect(frame.getByTestId('run-list').locator('tr[data-run]')).toHaveCount(1)
  await expectInside('Compare')

  // The other language, in which everything goes on.
  const other = WORDS[OTHER[language]]
  await frame.locator('header button[lang]').click()
  await expect(frame.locator('html')).toHaveAttribute('lang', OTHER[language] === 'zh' ? 'zh-Hans' : 'en')
  await frame.getByRole('tab', { name: other.shell.tabs.gates, exact: true }).click()
  await frame.getByRole('button', { name: other.pad.clear, exact: true }).click()
  const answerThen = frame.getByRole('region', { name: other.pad.answer, exact: true })
  await expect(answerThen).toHaveAttribute('data-digit', '')
  await pad.press('4')
  await expect(answerThen).not.toHaveAttribute('data-digit', '')
  await expect(frame.getByRole('group', { name: other.reading.maps.label })).toBeVisible()
  await expectInside('Gates in the other language')
  await expect(frame.getByRole('alert')).toHaveCount(0)
}
