import type { Locator, Page } from '@playwright/test'
import { chooseAdapter } from '../../scripts/chromium.ts'
import { expect } from './page.ts'

/** The engine's menu in the header as a visitor finds it. */

/** What `?engine=` takes; journeys through all layers run on each. */
export const ENGINES = ['webgpu', 'cpu'] as const

/** As the header calls them. */
export const ENGINE_NAMES = { webgpu: 'WebGPU', cpu: 'CPU' } as const

/** The one that the page takes by itself in these tests' browser: its adapter is emulated where the machine has no GPU. */
export const automaticEngine = chooseAdapter() === 'hardware' ? 'webgpu' : 'cpu'

export function engineStatus(page: Page): Locator {
  return page.getByRole('banner').getByRole('button', { name: /^Engine / })
}

export function engineSheet(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Engine' })
}

/** Waits until the header names this engine. */
export async function expectEngine(page: Page, engine: (typeof ENGINES)[number]): Promise<void> {
  await expect(engineStatus(page)).toHaveText(`Engine ${ENGINE_NAMES[engine]}`)
}

/** Chooses under Engine, as a visitor does, and waits until the model is there. */
export async function chooseEngine(page: Page, name: 'The best' | 'WebGPU' | 'CPU'): Promise<void> {
  await engineStatus(page).click()
  const option = engineSheet(page).getByRole('radio', { name, exact: true })
  await option.click()
  await expect(option).toBeChecked()
  await expect(option).toBeEnabled({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await expect(engineSheet(page)).toHaveCount(0)
}

/** Puts something else in WebGPU's place; call it before the page is opened. @param gpu  a JavaScript expression for `navigator.gpu` */
export function replaceGpu(page: Page, gpu: string): Promise<void> {
  return beginScripts(page, `Object.defineProperty(navigator, 'gpu', { configurable: true, value: ${gpu} });`)
}

/** Changes WebGPU itself, once in every thread that has it; call it before the page is opened. @param script  JavaScript */
export function changeGpu(page: Page, script: string): Promise<void> {
  return beginScripts(page, `if (navigator.gpu && !globalThis.gpuIsChanged) { globalThis.gpuIsChanged = true; ${script} }`)
}

/** Init scripts do not reach workers, so that every script of the page begins with this one. */
async function beginScripts(page: Page, script: string): Promise<void> {
  await page.route('**/assets/*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${script}\n${await response.text()}` })
  })
}
