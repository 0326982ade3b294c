import type { Page } from '@playwright/test'
import { plainDigit } from '../../src/data/digits/generate.ts'
import { answeredDigit, drawWithMouse, expectAnswer, padTool, probabilities, waitUntilRead } from '../support/pad.ts'
import { expect } from '../support/page.ts'
import { control, openTraining, panel, runStatus, stepsDone } from '../support/training.ts'

/** One visitor who trains and draws, and looks whether everything is as it should be. */
export class Visit {
  private nextDigit = 0

  constructor(readonly page: Page) {}

  /** Draws the next digit and waits until its own answer stands beside it. @returns what that took, ms */
  async drawAndRead(): Promise<number> {
    const digit = this.nextDigit
    this.nextDigit = (this.nextDigit + 1) % 10
    await this.draw(digit)
    const begin = performance.now()
    await expectAnswer(this.page, digit)
    return performance.now() - begin
  }

  async draw(digit: number): Promise<void> {
    await padTool(this.page, 'Clear').click()
    await expect.poll(() => answeredDigit(this.page), { message: 'an empty pad has no answer' }).toBeNull()
    await drawWithMouse(this.page, plainDigit(digit))
  }

  /** What the model answers to one and the same drawing, which tells its weights from others. */
  async signature(): Promise<readonly number[]> {
    await this.draw(5)
    await this.page.getByRole('tab', { name: 'Gates' }).click()
    await waitUntilRead(this.page)
    return probabilities(this.page)
  }

  /** Goes on with the model of the page until at least a few steps more are done. */
  async train(steps = 3): Promise<void> {
    await openTraining(this.page)
    if (!(await this.isTraining())) {
      // A run that was cut off goes on as it was set.
      const ownWeights = panel(this.page).getByRole('radio', { name: 'This model' })
      if (await ownWeights.isEnabled()) await ownWeights.click()
      await this.page.getByRole('button', { name: /^(Start|Start again)$/ }).click()
    }
    await expect(runStatus(this.page)).toHaveText(/^Epoch \d/, { timeout: 90_000 })
    const before = await stepsDone(this.page)
    await expect.poll(() => stepsDone(this.page), { timeout: 90_000, message: 'steps are done' }).toBeGreaterThanOrEqual(before + steps)
  }

  async isTraining(): Promise<boolean> {
    return control(this.page, 'Pause').isVisible()
  }

  /** The page's messages, newest last. */
  async notices(): Promise<readonly string[]> {
    return this.page.getByRole('region', { name: 'Messages' }).locator('> div').allInnerTexts()
  }

  /** Waits until every message is one of these and each of these is there, then dismisses them. */
  async expectNotices(expected: readonly RegExp[]): Promise<void> {
    const strange = async () => {
      const notices = await this.notices()
      const unexpected = notices.filter((notice) => !expected.some((pattern) => pattern.test(notice)))
      const missing = expected.filter((pattern) => !notices.some((notice) => pattern.test(notice))).map(String)
      return { unexpected, missing }
    }
    await expect.poll(strange, { timeout: 90_000, message: 'the messages' }).toEqual({ unexpected: [], missing: [] })
    await this.dismissNotices()
  }

  async dismissNotices(): Promise<void> {
    const dismiss = this.page.getByRole('button', { name: 'Dismiss this message' })
    for (let left = await dismiss.count(); left > 0; left = await dismiss.count()) {
      await dismiss.first().click()
      await expect(dismiss).toHaveCount(left - 1)
    }
  }
}
