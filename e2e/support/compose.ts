import type { Locator, Page } from '@playwright/test'
import { expect } from './page.ts'

/** The view in which networks are composed, as a visitor finds it. */

export async function openCompose(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Compose' }).click()
  await expect(page.getByRole('heading', { name: 'Compose a network' })).toBeVisible()
  await expect(networkPicture(page).getByRole('button').first()).toBeVisible()
}

export function composeView(page: Page): Locator {
  return page.getByRole('region', { name: 'Compose a network' })
}

/** What the network is begun with, by the name that the list has. */
export async function beginWith(page: Page, name: string): Promise<void> {
  await composeView(page).getByRole('combobox', { name: 'Begin with' }).selectOption({ label: name })
}

export async function addLayer(page: Page, kind: string): Promise<void> {
  await composeView(page).getByRole('button', { name: 'Add a layer' }).click()
  await page
    .getByRole('dialog', { name: 'Add a layer' })
    .getByRole('button', { name: new RegExp(`^${kind} `) })
    .click()
}

/** A layer's card, by its name in Keras's numbering; the answering one is `Output layer`. */
export function layerCard(page: Page, name: string): Locator {
  return composeView(page)
    .locator('[data-stage]')
    .filter({ has: page.getByRole('heading', { name, exact: true, level: 4 }) })
}

/** Names of the layers in their order, the answering one not counted. */
export async function layerNames(page: Page): Promise<string[]> {
  return composeView(page).getByRole('listitem').locator('h4').allInnerTexts()
}

export function networkPicture(page: Page): Locator {
  return page.getByRole('navigation', { name: 'The network, from the picture to the answer' })
}
