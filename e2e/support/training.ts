import type { Locator, Page } from '@playwright/test'
import { expect } from './page.ts'

/** The training panel as a visitor finds it. */

export async function openTraining(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Train' }).click()
  await expect(panel(page)).toBeVisible()
}

export function panel(page: Page): Locator {
  return page.getByRole('region', { name: 'Training', exact: true })
}

export function control(page: Page, name: 'Start' | 'Start again' | 'Pause' | 'Resume' | 'One step' | 'Stop' | 'Reset'): Locator {
  return panel(page).getByRole('group', { name: 'Training run' }).getByRole('button', { name, exact: true })
}

export interface RunSettings {
  readonly epochs?: number
  readonly batchSize?: number
  readonly learningRate?: number
}

/** Types into the fields; Enter takes what was typed. */
export async function chooseSettings(page: Page, { epochs, batchSize, learningRate }: RunSettings): Promise<void> {
  const values = { Epochs: epochs, 'Batch size': batchSize, 'Learning rate': learningRate }
  for (const [label, value] of Object.entries(values)) {
    if (value === undefined) continue
    const field = panel(page).getByRole('spinbutton', { name: label })
    await field.fill(String(value))
    await field.press('Enter')
    await expect(field).toHaveAttribute('aria-valuenow', String(value))
  }
}

/** Loads the digits to learn from and waits until they are there. @returns the panel's own words about what is in use */
export async function chooseData(page: Page, kind: 'MNIST' | 'Built-in' | 'Mixed'): Promise<string> {
  await panel(page).getByRole('radio', { name: kind, exact: true }).click()
  const sentence = page.getByTestId('training-data')
  await expect(sentence).toContainText('In use:', { timeout: 120_000 })
  return sentence.innerText()
}

/** The header's button that says which data are in use. */
export function dataStatus(page: Page): Locator {
  return page.getByRole('banner').getByRole('button', { name: /^Data / })
}

export function dataSheet(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Data' })
}

/** The sentence about the run: `Epoch 1 of 3`, `Paused in epoch 1 of 3`, … */
export function runStatus(page: Page): Locator {
  return progress(page).getByRole('status')
}

/** Steps finished; 0 before there is a run. */
export async function stepsDone(page: Page): Promise<number> {
  const text = await progress(page).getByRole('progressbar').getAttribute('aria-valuetext')
  const step = /^Step ([\d,]+) of/.exec(text ?? '')?.[1] ?? '0'
  return Number(step.replaceAll(',', ''))
}

/** Smoothed accuracy on the training digits, 0 … 1; NaN before the first step. */
export async function trainingAccuracy(page: Page): Promise<number> {
  const name = progress(page)
    .getByRole('term')
    .filter({ hasText: /^Accuracy$/ })
  const text = await name.locator('xpath=following-sibling::dd').innerText()
  return Number.parseFloat(text) / 100
}

function progress(page: Page): Locator {
  return panel(page).getByRole('region', { name: 'Progress of the run' })
}

/**
 * Makes the page's worker load no more than so many digits, which the worker can and the panel does not offer: whole epochs in seconds.
 * Call it before the page is opened.
 */
export async function limitData(page: Page, limit: number): Promise<void> {
  await page.addInitScript((count) => {
    const post = Worker.prototype.postMessage
    Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: unknown[]) {
      const isObject = typeof message === 'object' && message !== null
      if (!isObject || !('type' in message && message.type === 'loadData' && 'params' in message)) {
        return void Reflect.apply(post, this, [message, ...rest])
      }
      const params = typeof message.params === 'object' ? message.params : {}
      Reflect.apply(post, this, [{ ...message, params: { ...params, limit: count } }, ...rest])
    }
  }, limit)
}
